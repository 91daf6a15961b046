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
reports-doc-place = { $path }{ $text }
reports-doc-path-joint = {""}
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
   *[other] 本单位于{ $time }接报：{ $summary }。
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

# 页面：报告
reports-list-title = 信息报送
reports-list-last = 最近的报告
reports-list-empty = 还没有报告。打开事件，按“起草”写初报。
reports-outstanding = 未收到回执
reports-outstanding-none = 回执都已收齐。
reports-panel-title = 信息报送
reports-panel-count = 共 { $n } 份
reports-panel-next = 起草
reports-panel-draft = 起草
reports-panel-empty = 还没有报告。按“起草”由系统按采信数字和经过写出初报，改完即可报送。
reports-differ = 各条线掌握的“{ $name }”不一致，请补报
reports-kind = 类型
reports-standing = 状态
reports-standing-draft = 草稿
reports-standing-sent = 已报送
reports-standing-superseded = 已被更正
reports-standing-voided = 已作废
reports-as-of = 截至
reports-unverified = 未经核实
reports-unsigned = 未签发
reports-signed-by = { $who }签发
reports-stale = 起草之后采信数字有变化
reports-stale-open = 打开处理
reports-not-sent-yet = 尚未报送。
reports-write-on = 继续写
reports-erased = （文字已依法删除）
reports-gap = 与录入时间相差 { $gap }

reports-line = 条线
reports-line-party = 党委线
reports-line-government = 政府线
reports-line-department = 部门线
reports-line-neighbours = 毗邻地区
reports-line-garrison = 驻军
reports-line-other = 其他单位
reports-channel-phone = 须电话
reports-channel-written = 须书面
reports-channel-any = 电话、书面均可
reports-way = 方式
reports-way-phone = 电话
reports-way-fax = 传真
reports-way-national-system = 上级业务系统
reports-way-intranet = 政务内网
reports-way-email = 电子邮件（系统发出）
reports-way-webhook = 系统对接（系统发出）
reports-way-same-program = 本系统内
reports-why-no-answer = 无人接听
reports-why-busy = 占线
reports-why-wrong = 号码或地址不对
reports-why-down = 线路或设备故障
reports-why-declined = 对方不收
reports-fate-handed-over = 对方系统已接收
reports-fate-not-delivered = 发送失败，系统已停止重试
reports-fate-muted = 演练中，未真正发出
reports-fate-not-reached = { $time }未送达：{ $why }

reports-addressee = 报送单位
reports-addressees = 报送单位
reports-addressees-hint = 按报告职责列出；打电话或发出一家，勾一家
reports-other-addressee = 另报单位
reports-address = 号码或地址
reports-due = 时限
reports-due-at-once = 立即
reports-assumed = 情况不明，先按最严
reports-sent-at = 报送时间
reports-sent-at-hint = 不填为现在；补录时填实际时间。
reports-sendings = 报送和回执
reports-send = 报送
reports-send-hint = 数字未核、尚未签发也可以先报。
reports-send-more = 再报其他单位
reports-send-again = 重报一次
reports-sent-unsigned = 先报后签
reports-save = 保存
reports-repeated = 已重报
reports-receipt = 回执
reports-note-receipt = 登记回执
reports-receipt-more = 号码、时间、凭证；未送达、重报
reports-number-dialled = 所拨号码
reports-taker = 收报人
reports-taker-post = 收报人职务
reports-taken-at = 收到时间
reports-register-no = 登记号
reports-proof = 凭证
reports-not-reached = 未送达

reports-title = 标题
reports-text = 正文
reports-facts = 采信数字
reports-figures-quoted = 报告采用的数字
reports-figures-none = 还没有数字。
reports-figure = 项目
reports-value = 数值
reports-source = 来源
reports-notes = 经过和措施
reports-notes-none = 还没有记录。
reports-to-incident = 回到事件
reports-compose-again = 按最新情况重新起草
reports-compose-again-sure = 重新起草会覆盖现在的文字，确定吗？
reports-copy-open = 供其他系统录入
reports-copy-fields = 逐项录入（按对方系统顺序）
reports-copy-open-field = 待填
reports-back-to-report = 回到报告
reports-paper-open = 打印稿
reports-paper-number = 编号
reports-paper-to = {""}
reports-paper-signer = 签发人：
reports-paper-orally = （口头签发）
reports-paper-colon = ：
reports-paper-compiler = 编报人：
reports-paper-head = 链首
reports-print = 打印

reports-signature = 签发
reports-signer = 签发领导
reports-sign-later = 先报后签
reports-sign-oral = 口头签发
reports-sign-myself = 本人签发
reports-signed-in-person = 当面签发
reports-sign-phone = 以哪部电话签发
reports-sign-at = 签发时间
reports-sign-hint-paper = 口头签发的，纸质签批须在 { $span }内补齐。
reports-sign-hint-after = 先报后签的，{ $span }内补签，领导名下即刻起钟。
reports-sign-now = 登记签发
reports-paper-signed = 纸质签批已补
reports-paper-signed-now = 纸质签批已补齐
reports-pin-title = 领导凭 PIN 码当面签发
reports-pin-who = 签发人
reports-pin-sign = 凭 PIN 码签发
reports-opened = 谁看过
reports-opened-none = 还没有人打开。
reports-void-title = 不报了
reports-void-button = 作废草稿
reports-reason = 理由
reports-replace-title = 更正
reports-replace-reason = 更正什么、为什么
reports-replace-button = 起草更正报告
reports-replaces = 更正的是哪一份
reports-open-newer = 打开更正后的报告
reports-who-system = 系统
reports-who-unknown = （姓名不详）

# 页面：批示指示
reports-instructions-title = 领导批示指示
reports-instructions-open = 查看和办理
reports-instructions-none = 没有待办的批示指示。
reports-instruction-new = 登记批示指示
reports-instruction-save = 登记并起钟
reports-instruction-words = 批示指示内容
reports-instructed-by = 哪位领导
reports-instructed-to = 交谁办
reports-instructed-to-hint = 不填为本值班室。
reports-instructed-at = 何时
reports-instruction-due = 反馈时限
reports-instruction-due-hint = 领导没有明确时限的，按 { $span }起钟。
reports-instruction-due-none = 领导没有明确时限的，不起钟：施行中的规则没有规定。
reports-no-limit = 未定时限
reports-hours = { $n } 小时
reports-minutes = { $n } 分钟
reports-due-by-default = （领导未明确，按值班室自定时限）
reports-our-desk = 本值班室
reports-manner = 形式
reports-manner-written = 书面批示
reports-manner-oral = 口头指示
reports-instruction-given = 已下达
reports-instruction-passed-on = 已转办
reports-instruction-acknowledged = 已签收
reports-instruction-under-way = 办理中
reports-instruction-done = 已落实
reports-instruction-withdrawn = 已撤回
reports-instruction-closed = 已办结
reports-instruction-more = 转办、延期、办结
reports-feedback = 落实情况
reports-feed-back = 反馈
reports-progress = 进展
reports-acknowledge = 签收
reports-pass-on = 转办
reports-extend = 延期
reports-conclude = 办结
reports-conclude-note = 办结或撤回的说明
reports-withdraw = 撤回
