"""What web pages put around and into a report: menus, breadcrumbs, page data, comments, disclaimers, watermarks.

Rules name the classes of such text, never one site. Lines are judged whole; inside a long line only whole
sentences and watermarks go.
"""

from __future__ import annotations

import re
from enum import StrEnum

from qa.corpus import headings


class RemovedKind(StrEnum):
    MENU = "menu"
    PAGE_DATA = "page_data"
    COMMENT = "comment"
    DISCLAIMER = "disclaimer"
    WATERMARK = "watermark"
    PAGE_MARK = "page_mark"
    CONTENTS = "contents"
    MARKUP = "markup"
    AROUND = "around"
    CAPTION = "caption"
    HIDDEN = "hidden"
    DELETED = "deleted"
    NOTE_MARK = "note_mark"
    TABLE_HEAD = "table_head"


_MENU_WORD = (
    r"(?:\[?编辑\]?|网站首页|首页|主页|网站导航|导航菜单|导航|网站地图|登录|注册|退出|搜索|站内搜索|收藏本站|收藏|设为首页|加入收藏|联系我们|关于我们"
    r"|政务公开|政府信息公开|信息公开|公开目录|新闻中心|新闻动态|要闻动态|今日要闻|政务要闻|互动交流|政民互动|办事服务|政务服务|在线服务|便民服务"
    r"|走进[\u4e00-\u9fff]{1,4}|专题专栏|数据开放|公告公示|通知公告|领导之窗|政策文件|统计数据|规划计划|政府工作报告|政府文件|法规文件|我要写信"
    r"|打印本页|打印|全屏|加大|还原|减小|默认|关闭窗口|关闭本页|关闭|分享(?:到|至)?(?:微信|微博|朋友圈)?|点击图片进入专题|微信|微博|新浪微博|QQ空间|复制链接|字体|字号|大|中|小|繁體|繁体|简体|English|EN|无障碍(?:浏览|阅读)?"
    r"|适老版|长者(?:模式|助手|版)|手机版|移动版|电脑版|客户端|APP下载|上一页|下一页|末页|尾页|上一篇|下一篇|返回(?:顶部|列表|首页|上一级)?|TOP|回到顶部"
    r"|举报|点赞|评论|赞|踩|关注|订阅|展开全文|阅读全文|查看更多|更多|相关(?:阅读|文章|链接|新闻|推荐|稿件|文档|范文)|热门(?:文章|推荐|阅读)|推荐阅读|猜你喜欢|延伸阅读"
    r"|最新文章|友情链接|Public domain|false|true|null|undefined|下载(?:本文|全文|文档)?|扫一扫.{0,20}|.{0,12}二维码)"
)
_LINE_RULES: tuple[tuple[RemovedKind, re.Pattern[str]], ...] = (
    (
        RemovedKind.MENU,
        re.compile(
            rf"^[【\[（(]*(?:{_MENU_WORD}[\s|丨｜>»›/·,，:：\-\[\]【】]*)+$"
            r"|^(?:您?当前(?:的)?位置|您(?:现在|当前)?(?:所在)?的?位置|现在位置|所在位置)\s*(?:是|在)?[:：>].*$"
            r"|^(?:推荐|相关|延伸|拓展|扩展)阅读\s*[:：].{1,80}$"
            r"|^(?:网站)?(?:首页|主页)\s*[>»›/|＞].{0,80}$"
            # What is left of buttons and breadcrumbs set one part a line.
            r"|^(?:[【】\[\]<>《》»›＞×|丨·\s]|点击图片进入专题)+$"
            r"|^[【\[]?(?:字号|字体|分享|分享到)\s*[:：]$"
        ),
    ),
    (
        RemovedKind.PAGE_DATA,
        re.compile(
            r"^[\[【(（]?(?:发布|发表|更新|成文|生成|录入|公开|印发|上传)?(?:时间|日期)\s*[:：]\s*\d{2,4}.{0,60}$"
            r"|^[\[【(（]?(?:信息|文章|稿件|资料|内容|数据)?(?:来源|出处)\s*[:：].{0,60}$"
            r"|^[\[【(（]?(?:文章)?(?:作者|责任编辑|责编|编辑|审核|校对|录入|发布人|发布者|发布机构|发布单位|发文机关|发文机构|公开方式|公开责任部门|主题分类|索引号|文号|发文字号"
            r"|主题词|有效性|组配分类|信息分类|所属分类|栏目|浏览次数|浏览量?|点击次?数|点击率|点击量?|阅读次数|阅读量?|访问量|访问次数|人气|字体|字号|标签|关键词|关键字|文件大小|下载次数"
            r"|上一篇|下一篇|上一条|下一条|本文地址|原文链接|原文地址|文章链接|网址|文章标题|二维码)\s*[:：].{0,80}$"
            r"|^\d{4}年\d{1,2}月\d{1,2}日\s*\d{1,2}[时:：]\d{2}分?.{0,20}$"
            r"|^[0-9a-fA-F]{16,}\s*[:：]?$"
            r"|^附件\d{0,2}\s*[:：].{1,80}\.(?:docx?|pdf|xlsx?|zip|rar|wps|ofd)\b.{0,20}$"
            r"|^\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?.{0,40}$"
        ),
    ),
    (
        RemovedKind.COMMENT,
        re.compile(
            r"^(?:留言与评论|网友评论|发表评论|我要评论|我来说两句|最新评论|热门评论|全部评论|评论列表|参与评论|文明上网).{0,40}$"
            r"|^(?:验证码|昵称|用户名|密码|您的姓名|电子?邮箱|邮箱|姓名|匿名)\s*[:：].{0,20}$"
            r"|^(?:看不清.{0,8}|换一张|提交(?:评论|留言)?|重置|请输入.{0,16}|登录后.{0,16}|(?:共有?|已有)\s*\d*\s*(?:条|位|人).{0,12}评论.{0,8})$"
        ),
    ),
    (
        RemovedKind.CAPTION,
        re.compile(
            r"^.{0,110}(?:记者|通讯员|摄影)[:：]?\s?[\u4e00-\u9fff、\s]{2,16}(?:摄|摄影|供图)[）)]?$"
            r"|^.{0,100}(?:本报|本网|本台|日报|晚报|晨报|时报|新闻|新华社|客户端|全媒体)(?:首席)?(?:记者|通讯员)[:：]?\s?[\u4e00-\u9fff、\s]{2,16}$|^(?:图为|图片说明|图片来源).{2,100}$"
        ),
    ),
    (
        RemovedKind.AROUND,
        re.compile(
            r"^[【\[]?(?:相关|延伸|推荐|更多)(?:报道|附件|链接|文档|新闻|阅读|文章|稿件|推荐|专题|信息|内容|解读)[】\]]?\s*[:：>»＞]{0,3}$"
        ),
    ),
    (RemovedKind.CONTENTS, re.compile(r"^目\s{0,6}(?:录|次)$|^.{2,60}?(?:[.…·—_]\s*){4,}\d{1,3}$")),
)
#: A label of page data whose value stands in the next line.
_OPEN_LABEL = re.compile(
    r"^[\[【(（]?(?:(?:发布|发表|更新|成文|公开)?(?:时间|日期)|(?:信息|文章|稿件)?(?:来源|出处)|作者|责任编辑|责编|编辑|审核|校对|阅读量?|浏览(?:量|次数)?|点击(?:量|次数)?|索引号|文号|发布机构)\s*[:：]$"
)
_VALUE = 24
_DISCLAIMER_PHRASES = (
    "仅代表作者",
    "不代表本站",
    "不代表本网",
    "本站立场",
    "本网立场",
    "不得转载",
    "转载请注明",
    "转载须注明",
    "版权所有",
    "版权归",
    "如有侵权",
    "造成了侵权",
    "涉及侵权",
    "若侵权",
    "侵权请",
    "联系本站",
    "联系我们删除",
    "免责声明",
    "本作品是中华人民共和国",
    "本作品来自中华人民共和国",
    "本作品不适用于",
    "不适用于该法",
    "公有领域",
    "维基文库",
    "维基百科",
    "本模板所指",
    "知识共享署名",
    "Public domain",
    "Copyright",
    "©",
    "ICP备",
    "公网安备",
    "网站标识码",
    "浏览器访问",
    "本站展示",
    "本站提供",
    "本站收集",
    "本站整理",
    "网站声明",
    "仅供学习",
    "仅供参考，",
    "范文网",
    "公文网",
    "文秘网",
    "百度文库",
    "小编",
    "为大家整理",
    "为大家带来",
    "欢迎阅读",
)
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]?")
_DOMAIN = (
    r"(?:https?://[A-Za-z0-9_./?=&%#:~+-]+|(?<![A-Za-z0-9@.])(?:[A-Za-z0-9-]+\.){1,4}"
    r"(?:com|cn|net|org|gov|edu|cc|top|info|vip|xyz|tv|hk|tw)(?![A-Za-z0-9])(?:/[A-Za-z0-9_./?=&%#~+-]*)?)"
)
_LEAD_IN = (
    r"(?:(?:本文|文章|内容|资料|全文|范文|更多|原文|转载|来源|出处|来自|摘自|转自|尽在|欢迎|请|详见|由)"
    r"[^。！？；，\n]{0,16}?[:：]?[ ]?)?"
)
_TAGLINE = r"(?:[ ]?[^。！？；，、：\n ]{0,14}(?:报告|范文|公文|文库|网|大全|论文|总结|整理|提供|首发|下载|资料|发布|转载)[。！]?(?=[^\n]|$))?"
_WATERMARKS = re.compile(
    rf"[（(【\[]?{_LEAD_IN}{_DOMAIN}{_TAGLINE}[）)】\]]?"
    r"|[（(【\[](?:本文|文章|资料|内容|信息)?(?:来源|来自|转自|摘自|出处)(?:于|自)?[:：]?[^）)】\]\n]{1,30}[）)】\]]"
    # Marks of footnotes: bracketed, or before a pause; ①加快… counts points.
    r"|\[编辑(?:源代码)?\]|[\[［〔【](?:\d{1,3}|[①-⑳])[\]］〕】]|(?<=[\u4e00-\u9fff\d%”）])[①-⑳](?=[，。；、：！？”）])"
)
_WATERMARK_HINTS = re.compile(
    r"https?:|\.(?<=[A-Za-z0-9].)(?:com|cn|net|org|gov|edu|cc|top|info|vip|xyz|tv|hk|tw)|\[编辑|[\[［〔【][\d①-⑳]|[①-⑳][，。；、：！？”）]|[（(【\[].{0,2}(?:来源|来自|转自|摘自|出处)"
)
_SITE = re.compile(r"(?:网|网站|门户|频道|新闻|日报|晚报|文库|大全|范文|之窗|在线|首页|资讯)$")
_OF_TITLE = re.compile(r"[年月第]|大会|会议|政府|报告|[省市县区州盟旗]|长")
_SHORT = 12
_LONG = 120
_BODY = 60


def line_kind(line: str, disclaimers: tuple[str, ...]) -> RemovedKind | None:
    """Why the whole line goes, or None. ``disclaimers``: those of the phrases that the file has at all."""
    if len(line) <= _LONG:
        for kind, pattern in _LINE_RULES:
            if pattern.match(line) and not headings.is_title(line):
                return kind
    if disclaimers and any(phrase in line for phrase in disclaimers):
        return RemovedKind.DISCLAIMER if _mostly(line, disclaimers) else None
    return None


def _mostly(line: str, phrases: tuple[str, ...]) -> bool:
    sentences = [match[0] for match in _SENTENCE.finditer(line) if match[0].strip()]
    noisy = sum(len(sentence) for sentence in sentences if any(phrase in sentence for phrase in phrases))
    return len(line) <= _LONG // 2 or noisy * 3 >= len(line)


def present_phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in _DISCLAIMER_PHRASES if phrase in text)


def cut_watermarks(line: str, disclaimers: tuple[str, ...]) -> tuple[str, list[str]]:
    """The line without addresses and taglines of sites and without single sentences of a disclaimer."""
    cut: list[str] = []
    if disclaimers and any(phrase in line for phrase in disclaimers):
        kept: list[str] = []
        for match in _SENTENCE.finditer(line):
            noisy = any(phrase in match[0] for phrase in disclaimers)
            (cut if noisy else kept).append(match[0])
        line = "".join(kept)
    if _WATERMARK_HINTS.search(line):
        cut += [match[0] for match in _WATERMARKS.finditer(line) if match[0]]
        line = _WATERMARKS.sub("", line)
    return line, cut


def is_site_name(line: str) -> bool:
    """A line above a title that is no part of it, as a title broken over two lines would be."""
    if sum(map(line.count, ")）》")) > sum(map(line.count, "(（《")):
        return False
    return _SITE.search(line) is not None or (len(line) <= _SHORT and _OF_TITLE.search(line) is None)


def ends_the_report(kind: RemovedKind) -> bool:
    """What follows such a line belongs to the page until something that can only be the report."""
    return kind in (RemovedKind.DISCLAIMER, RemovedKind.COMMENT, RemovedKind.AROUND)


def opens_label(line: str) -> bool:
    """来源： alone on its line."""
    return _OPEN_LABEL.match(line) is not None


def is_value(line: str) -> bool:
    """What may stand behind such a label: a date, a name, a paper."""
    return (
        len(line) <= _VALUE and not (headings.is_header(line) and not headings.is_date_line(line)) and not is_body(line)
    )


def is_prose(line: str) -> bool:
    return len(line) >= _BODY and headings.ends_sentence(line)


def is_body(line: str) -> bool:
    """Surely part of a report: a long line of whole sentences, a heading, a line of a report's head."""
    if is_prose(line):
        return True
    numbered = headings.numbering(line)
    return (numbered is not None and numbered.level <= 2) or is_head(line)


def is_head(line: str) -> bool:
    """A line of the head of a report: of one that follows, or of a link to one."""
    return headings.is_header(line) or headings.is_salutation(line)
