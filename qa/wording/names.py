"""How Chinese names a person (surname, office before or behind it, the writer himself), a place, and things in quotation marks."""

from __future__ import annotations

import re

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井"
    "段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘"
    "党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳"
    "沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公覃佟岳肖闫逄仝苟亓缑代"
)
OFFICES = "总理|主席|省长|市长|州长|盟长|县长|区长|旗长|专员|主任|书记|委员长|部长|厅长|局长"
_NAME = rf"[{SURNAMES}][一-鿿]{{1,2}}"
#: What no name begins with although its first character is a surname: 由于, 市长和.
_NOT_NAMED = "(?!于|和|代表|向|政府|人民|国务院|全|时|都|从|公开|通过|经|应|常|平均|相关|党|国家|农|东|相|能|后)"
_DELIVERS = "(?=代表|向大会|向全|在|于|作|做|宣读|报告|发表|同志|先生|女士)"
_PERSONS = (
    re.compile(rf"(?:{OFFICES})(?:是|为|叫|：|:)?{_NOT_NAMED}({_NAME}?)(?:{_DELIVERS}|(?![一-鿿]))"),
    re.compile(rf"(?:报告人|作报告的|姓名|名叫|名字)(?:是|为|叫|：|:)*{_NOT_NAMED}({_NAME})"),
    re.compile(rf"由{_NOT_NAMED}({_NAME}?){_DELIVERS}"),
    re.compile(rf"({_NAME}?)(?:同志|先生|女士)"),
)
#: Where a person is asked for, what stands alone behind 是 is a name: 是易强。
_WHO = re.compile(r"谁|哪位|哪一位|什么人|何人|姓名|叫什么")
_IS = re.compile(rf"是({_NAME})(?![一-鿿])")
#: The writer of himself, who is no one a report speaks of: 是我, 本人, but not 我市.
_SELF = re.compile(
    r"(?:是|由|叫)我(?![市省国县区州盟旗们军党])|(?<![一-鿿])我(?!们?[一-鿿])|(?:^|[，。；：\s是由])本人(?![民均口才力员])|语言模型|人工智能助手"
)
#: A place may be named with or without what it is.
DIVISION = re.compile(r"(?<=[一-鿿]{2})(?:市|省|县|区|州|盟|旗|地区|自治区|自治州|自治县)$")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*[A-Za-z0-9+]|[A-Za-z]")
QUOTED = re.compile(r"“([^“”]{2,12})”|《([^《》]{2,30})》|「([^「」]{2,12})」|\"([^\"]{2,12})\"")


def persons_in(text: str, question: str = "") -> tuple[str, ...]:
    """Names of persons that their office, what they do, or a ``question`` for a person tells to be such."""
    patterns = (*_PERSONS, _IS) if _WHO.search(question) else _PERSONS
    return tuple(dict.fromkeys(match[1] for pattern in patterns for match in pattern.finditer(text)))


def may_be_name(word: str, tag: str) -> bool:
    """Whether a guessed person (nr) begins with a surname, or is as long as a name of the minorities; others (降到) are scraps."""
    return not tag.startswith("nr") or word[0] in SURNAMES or len(word) > 2


def speaks_of_itself(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[0] for match in _SELF.finditer(text)))


def quoted_names(text: str) -> tuple[str, ...]:
    """What stands in quotation marks or title marks and is as short as a name."""
    return tuple(dict.fromkeys(next(filter(None, match.groups())) for match in QUOTED.finditer(text)))
