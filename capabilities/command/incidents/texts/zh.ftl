# 事件：接报、定级、数字、告知、时限。

# 拒绝与提示
incidents-refused-not-found = 没有这起事件，或您无权查看
incidents-refused-nothing-said = 什么都没有填。至少写一个词、一个数字或一个地点
incidents-refused-is-closed = 事件已办结
incidents-refused-is-false-alarm = 事件已认定为误报
incidents-refused-is-open = 事件正在处置中
incidents-refused-window-over = 数字补报期已过
incidents-refused-unknown-class = 没有编码为“{ $text }”的事件类别
incidents-refused-unknown-item = 没有名为“{ $text }”的统计项
incidents-refused-impossible-figure = { $value } 不是可能的数字
incidents-refused-unknown-entry = 这一统计项没有这条来源
incidents-refused-falls-without-reason = 累计数由 { $from } 降为 { $to }，须说明更正原因
incidents-refused-no-reason = 须写明原因
incidents-refused-too-long = 太长，最多 { $max }
incidents-refused-unknown-duty = 没有这项报告职责
incidents-refused-changed = 您看到之后，这一项已在第 { $version } 版被他人更改
incidents-refused-in-the-future = 时间不能晚于现在
incidents-refused-no-final-report = 办结须有终报，或写明原因
incidents-hint-reopen = 如需继续处置，请写明原因后重新打开
incidents-hint-final-report = 先发终报，或填写不发终报的原因
incidents-hint-changed = 请看现在的值，再决定是否更改；您填写的内容仍在
incidents-hint-class = 按名称、拼音首字母、英文或编码查找
incidents-hint-window-over = 可以重新打开事件，或登记为调查认定

# 接口
incidents-api-create = 登记事件
incidents-api-list = 事件列表
incidents-api-one = 一起事件
incidents-api-duplicates = 可能重复的事件
incidents-api-figures = 登记数字
incidents-api-adoptions = 采信数字
incidents-api-fears = 可能恶化的情形
incidents-api-grade = 人工定级
incidents-api-duty-grade = 职责按哪一级履行
incidents-api-summary = 修改情况
incidents-api-class = 修改类别
incidents-api-place = 修改地点
incidents-api-times = 填报时间
incidents-api-tags = 敏感标记
incidents-api-calls = 登记告知电话
incidents-api-notes = 记一笔
incidents-api-lateness = 说明超时原因
incidents-api-closure = 办结
incidents-api-reopening = 重新打开
incidents-api-false-alarm = 认定误报
incidents-api-transfer = 移送
incidents-api-findings = 认定迟报、漏报、谎报、瞒报

# 填写有误
incidents-wrong-time = 看不懂这个时间，请写成 2026-11-23T03:12 或带时区的 RFC 3339
incidents-wrong-too-long = 太长
incidents-wrong-grade = 等级只能是 I、II、III、IV
incidents-wrong-area = 不是 6、9 或 12 位的区划编码
incidents-wrong-order = 排序只能是 received、changed 或 gravest
incidents-wrong-id = 不是编号
