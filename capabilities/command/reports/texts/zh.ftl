# 报告种类
reports-kind-first = 初报
reports-kind-follow-up = 续报
reports-kind-zero = 零报告
reports-kind-correction = 补报
reports-kind-verified = 核报
reports-kind-final = 终报
reports-kind-notice = 情况通报
reports-kind-numbered = { $kind }（{ $n }）

# 报告正文：程序起草的每一句话
reports-doc-title = { $place ->
    [none] 关于发生{ $class }的{ $kind }
   *[other] 关于{ $place }发生{ $class }的{ $kind }
}
# 日期格式（strftime）：本年、往年
reports-doc-time = %-m月%-d日%-H时%-M分
reports-doc-time-full = %Y年%-m月%-d日%-H时%-M分
reports-doc-class-unknown = 突发情况（类别待核）
reports-doc-course = { $time ->
    [none] { $place ->
        [none] 发生{ $class }，时间、地点待核。
       *[other] { $place }发生{ $class }，发生时间待核。
    }
   *[other] { $place ->
        [none] { $time }，发生{ $class }，地点待核。
       *[other] { $time }，{ $place }发生{ $class }。
    }
}
reports-doc-received = { $summary ->
    [none] 本单位于{ $time }接报。
   *[other] 本单位于{ $time }接报：{ $summary }
}
reports-doc-as-of = 截至{ $time }，{ $figures }。
reports-doc-and = 、
reports-doc-figure = { $name }{ $value }
reports-doc-figure-yes = { $name }：是
reports-doc-figure-no = { $name }：否
reports-doc-yes = 是
reports-doc-no = 否
reports-doc-value = { $value }{ $unit }
# 一万以上写成“万”；原数不四舍五入
reports-doc-big-number = { $plain ->
   *[other] { $large }万
}
reports-doc-unknown = { $names }待核。
reports-doc-unknown-one = { $name }待核
reports-doc-nothing-known = 伤亡和损失情况待核。
reports-doc-unverified-all = 以上数字均未经核实。
reports-doc-unverified-some = 其中{ $names }未经核实。
reports-doc-to-be-verified = 待核
reports-doc-changes = 与{ $report }（截至{ $time }）相比：{ $changes }。
reports-doc-unchanged = 与{ $report }（截至{ $time }）相比，数字无变化。
reports-doc-change = { $way ->
    [up] { $name }由{ $from }增至{ $to }
    [down] { $name }由{ $from }减至{ $to }
    [known] { $name }由待核明确为{ $to }
   *[unknown] { $name }由{ $from }改为{ $to }
}
reports-doc-zero = { $since ->
    [none] 截至{ $time }，无新增情况，无新增伤亡和损失。
   *[other] { $since }至{ $time }，无新增情况，无新增伤亡和损失。
}
reports-doc-correction = 现补报有关情况如下。
reports-doc-verified = 灾情数字核报如下。
reports-doc-measures = 处置情况：
reports-doc-measures-none = 处置情况正在了解，随后续报。
reports-doc-note = { $time }，{ $words }
reports-doc-end = 有关情况正在进一步核实，后续情况将及时续报。
reports-doc-end-notice = 特此通报，请结合实际做好应对准备。
reports-doc-head-course = 一、事件经过
reports-doc-head-losses = 二、伤亡和损失
reports-doc-head-measures = 三、处置情况
reports-doc-head-cause = 四、原因
reports-doc-head-lessons = 五、评估和下一步工作
reports-doc-cause-open = 原因待查。
reports-doc-lessons-open = 评估结论和下一步工作待报。

# 时限名称（值班台队列）
reports-clock-receipt = 催收回执：{ $who }（{ $number }）
reports-clock-sign-after = 先报后签，待签发：{ $number }
reports-clock-paper = 口头签发，待补纸质签批：{ $number }
reports-clock-feedback = 待反馈批示指示：{ $who }（{ $number }）

# 不予办理的情形
reports-refused-not-found = 没有这份报告或指示
reports-refused-no-incident = 没有这起事件
reports-refused-incident-ended = 事件已经办结，不能再写初报、续报和零报告
reports-refused-window-over = 事件已经办结，伤亡数字补报期限已过
reports-refused-not-zero = 采信数字与上次报告相比有 { $n } 项变化，不能作零报告
reports-refused-nothing-said = 内容是空的
reports-refused-too-long = 太长，最多 { $max } 字
reports-refused-too-many = 太多，最多 { $max } 个
reports-refused-already-sent = 报告已经发出，不能改动或作废
reports-refused-not-sent = 报告还没有发出
reports-refused-superseded = 这份报告已被更正后的报告取代
reports-refused-voided = 这份报告已经作废
reports-refused-changed = 您打开之后，文字已被改过
reports-refused-in-the-future = 时间在将来
reports-refused-in-the-past = 时限早于下达时间或已经过去
reports-refused-no-addressee = 没有指明报送单位
reports-refused-no-address = 没有{ $name }的地址，不能由系统发送
reports-refused-unknown-sending = 这份报告没有这一次报送
reports-refused-nobody-named = 没有写明职务或单位
reports-refused-not-signed-orally = 没有口头签发，无须补签
reports-refused-no-reason = 请写明理由
reports-refused-ended = 这条指示已经办结或撤回
reports-hint-incident-ended = 可以写终报、核报或补报；确有新情况，请先重新启动事件。
reports-hint-window-over = 请先重新启动事件并写明理由，再报。
reports-hint-not-zero = 请写续报。
reports-hint-already-sent = 写更正报告取代它，原报告照原样留存。
reports-hint-superseded = 请打开取代它的报告。
reports-hint-changed = 请看过新的文字再办；您写的内容没有丢。
reports-hint-no-addressee = 勾选报送单位，或另写一个。

# 接口（OpenAPI 里的名称）
reports-api-reports = 报告列表
reports-api-of-incident = 一起事件的全部报告
reports-api-draft = 起草报告
reports-api-report = 一份报告
reports-api-words = 修改报告文字
reports-api-compose = 按最新情况重新起草
reports-api-signature = 签发（当面或口头）
reports-api-copy = 供其他系统录入的文本和字段
reports-api-paper = 登记补签的纸质签批
reports-api-void = 作废未发出的报告
reports-api-send = 报送
reports-api-receipt = 登记回执
reports-api-failure = 登记未送达
reports-api-outstanding = 未收到的回执
reports-api-instructions = 批示指示列表
reports-api-instructions-of = 一起事件的批示指示
reports-api-instruct = 登记批示或口头指示
reports-api-instruction = 一条批示指示
reports-api-passing = 转办
reports-api-acknowledgement = 签收
reports-api-feedback = 反馈落实情况
reports-api-extension = 延期
reports-api-withdrawal = 撤回
reports-api-conclusion = 办结
reports-wrong-word = 不在可选范围内
reports-wrong-time = 看不懂这个时间
reports-wrong-id = 不是编号
reports-wrong-half = 标题和正文须一并提交

# 发给对方系统和邮箱的文字
reports-unverified-mark = 【未经核实】
reports-mail-foot = 编号：{ $number }。收到请回复收报人、时间和登记号。链首：{ $head }

# 供其他系统录入的字段
reports-copy-report-no = 报告编号
reports-copy-event-id = 事件编号
reports-copy-kind = 报告类型
reports-copy-seq = 期次
reports-copy-urgency = 紧急程度
reports-copy-received-at = 接报时间
reports-copy-source = 信息来源（人员、电话）
reports-copy-occurred-at = 发生时间
reports-copy-place = 事发地点
reports-copy-area = 行政区划代码
reports-copy-point = 经纬度
reports-copy-class = 事件类型代码
reports-copy-class-name = 事件类型
reports-copy-grade = 事件等级
reports-copy-course = 简要经过
reports-copy-scope = 影响范围
reports-copy-cause = 初步原因
reports-copy-leaders = 现场指挥领导
reports-copy-measures = 已采取措施
reports-copy-forces = 投入力量
reports-copy-trend = 发展趋势
reports-copy-requests = 请求支援事项
reports-copy-contact = 现场联系人
reports-copy-media = 舆情关注
reports-copy-organ = 报送单位
reports-copy-signer = 签发人
reports-copy-compiler = 编报人
reports-copy-phone = 联系电话
reports-copy-sent-to = 主送
reports-copy-cc = 抄送
reports-copy-title = 标题
reports-copy-text = 正文
