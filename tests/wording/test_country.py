from __future__ import annotations

import pytest

from qa.wording.country import COUNTRY, COUNTRY_BESIDE, LOCAL


@pytest.mark.parametrize("text", ["全国2018年粮食产量", "我国城镇化率", "国务院2019年的报告", "国家2020年的目标"])
def test_the_country(text: str) -> None:
    assert COUNTRY.search(text)


@pytest.mark.parametrize("text", ["全国首个", "全国文明城市", "中国特色", "全国人大代表"])
def test_words_that_only_hold_it(text: str) -> None:
    assert not COUNTRY.search(text)


@pytest.mark.parametrize("text", ["比全国同期快", "全国和包头谁高", "和全国比", "国务院报告和承德报告"])
def test_the_country_beside_a_place(text: str) -> None:
    assert COUNTRY_BESIDE.search(text)


@pytest.mark.parametrize("text", ["在全国排第几", "全国首批", "入选全国示范城市"])
def test_no_country_beside_a_place(text: str) -> None:
    assert not COUNTRY_BESIDE.search(text)


@pytest.mark.parametrize("text", ["我市新建学校", "市教育局", "全县粮食"])
def test_local_words(text: str) -> None:
    assert LOCAL.search(text)
