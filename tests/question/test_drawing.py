from __future__ import annotations

from qa.question.drawing import Wish, wish_of
from qa.records import Turn

ASKED = Turn("user", "各省2026年GDP增长目标排名")
TOLD = Turn("assistant", "西藏最高。")


def test_a_wish_to_see_it_drawn_repeats_the_question_before() -> None:
    earlier = (Turn("user", "你好"), Turn("assistant", "你好！"))
    assert wish_of("畫成圖", (*earlier, ASKED, TOLD)) == Wish(ASKED.content, earlier, True)


def test_it_is_passed_over_by_what_follows() -> None:
    drawn = (Turn("user", "画成图"), TOLD)
    assert wish_of("那财政收入呢？", (ASKED, TOLD, *drawn)) == Wish("那财政收入呢？", (ASKED, TOLD, TOLD), False)
    assert wish_of("换成折线图", (ASKED, TOLD, *drawn)).question == ASKED.content


def test_a_question_beside_it_is_asked() -> None:
    assert wish_of("各省2026年GDP增长目标，画成图", ()) == Wish("各省2026年GDP增长目标", (), True)


def test_alone_at_the_beginning_it_asks_nothing() -> None:
    assert wish_of("画成图", ()) == Wish("画成图", (), False)
