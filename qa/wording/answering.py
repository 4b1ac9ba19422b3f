"""The words that an answer may use of its own: of telling and of change, that claim nothing a report would have to say."""

from __future__ import annotations

import re

#: Words of telling: what they stand beside is the claim.
TELLING = frozenset(
    "表示 报告 政府 工作报告 政府工作报告 工作 提到 提出 指出 说明 显示 介绍 明确 写明 给出 列出 列举 回顾 总结 概括 "
    "数据 数字 数值 指标 情况 方面 内容 信息 问题 答案 材料 资料 原文 原句 结果 目标 计划 预期 任务 要求 安排 部署 措施 举措 做法 "
    "其中 分别 包括 包含 涉及 有关 相关 关于 对于 属于 作为 成为 称为 即为 可见 说法 口径 单位 "
    "原因 因为 由于 因此 所以 从而 使得 为了 用于 目的 作用 影响 表明 意味着 主要 具体 以下 如下 以上 上述 前者 后者 "
    "地区 地方 全市 全省 全县 全区 全国 当地 本地 该市 该省 我市 我省 我国 城市 省份 市级 省级 "
    "年份 年度 全年 当年 上年 去年 今年 明年 同期 时期 期间 年底 年末 年初 上半年 下半年 季度 月份 时间 日期 同比 环比 累计 总共 合计 共计 "
    "实际 实绩 总体 整体 两者 前后 统计 范围 存量 增量 计划数 完成数 约数 概数 下限 上限 趋势 走势 态势 压力 零的突破 "
    "实数 算法 公式 折合 估算 推算 相除 方式 方法 重点 领域 项目 特点 关键 力度 步伐 成效 成绩 成果 成就 进展 "
    "共有 超出 略有 不同 差别 分开 人民币 计价 对不上 级别 是否 未达标 全部 全体 所有 一共 总的 原有 基数 小幅 反弹 收录 有误 略低 略高 同步 "
    "数量 规模 总量 总额 总数 比重 比例 占比 幅度 水平 程度 速度 增速 增幅 降幅 涨幅 增量 人数 户数 次数 个数 名次 名称 百分点 平均 年均 均值".split()
)

#: Verbs of any report, which any other may stand for: the figure or the thing beside them is the claim.
DOING = frozenset(
    "实现 完成 达到 达成 保持 位居 居于 位列 取得 获得 得到 进行 开展 推进 推动 实施 落实 加快 加强 加大 继续 持续 坚持 做好 抓好 "
    "增长 增加 提高 提升 上升 上涨 扩大 增至 升至 高于 超过 突破 高出 多于 新增 净增 增收 增产 翻番 翻倍 "
    "下降 降低 减少 回落 下调 下跌 缩小 降至 低于 少于 控制 压减 负增长 "
    "建成 建设 新建 建立 打造 形成 设立 开工 竣工 投用 启用 投产 改造 建好 新开 开建 "
    "比较 相比 对比 比起 相当于 相差 差距 变化 改变 变为 变成 转为 调整 调整为 不变 持平 高达 多达 约为 大约 接近 左右 以上 以下 以内 不到 不足 "
    "开始 启动 起步 结束 截至 截止 到期 力争 争取 确保 打算 准备 拟定 预计 将要 希望 能够 可以 需要 应当 没有 不是 还有 具有 拥有 处于 存在 出现 发生 "
    "支持 促进 帮助 带动 解决 处理 采取 通过 使用 利用 提供 提出 组织 举办 召开 参加 参与 属于 来自 位于 作出 发布 执行 负责 "
    "认为 突出 强调 写作 写进 提及 说到 讲到 看出 看到 不能 不会 只能 可能 达标 注明 扣除 回升 提前 推迟 按期 大幅 快速 稳步 逐年 逐步 "
    "体现 反映 围绕 聚焦 针对 面向 涵盖 分为 归纳 概述 对应 算作 计入 列入 纳入 定为 设定 确定 选择 答应 承诺 安置 安排 落地 办理 办好 覆盖 惠及 受益 享受 加上 加起来 算出 算得 计算 减去 除以 等于 相加 得出 可得".split()
)

#: Names of one thing: where one stands in the evidence, another may stand in the answer.
_SAME = (
    "gdp 生产总值 国内生产总值 地区生产总值 经济总量",
    "cpi 居民消费价格",
    "农民 农村居民 农村常住居民 城乡居民",
    "市民 城镇居民 城镇常住居民 城市居民 城乡居民",
    "城镇 城市 城乡",
    "农村 乡村 城乡 农民",
    "第一产业 三次产业 一产 三产业",
    "第二产业 三次产业 二产 三产业",
    "第三产业 三次产业 三产 服务业",
    "粮食 粮食总产 粮食产量",
    "财政收入 预算收入",
    "企业 公司",
    "老百姓 群众 居民 百姓",
    "贫困人口 贫困群众 贫困户",
    "学校 中小学 小学 中学",
    "医院 医疗机构",
    "外贸 进出口",
    "第一 首位 榜首",
    "市政府 市人民政府",
)
SAME = tuple(frozenset(line.split()) for line in _SAME)

#: A change in two characters: 增至, 大增, 走高.
_CHANGE = re.compile(
    r"[增降升涨减提调走回抬翻缩扩收放][至到为高低升降大小快慢涨增减缓多少成]|[大先再又后略猛骤][增降升减涨]"
)


def tells_only(word: str) -> bool:
    """Whether ``word`` claims nothing: a word of telling, of doing or of change."""
    return word in TELLING or word in DOING or _CHANGE.fullmatch(word) is not None
