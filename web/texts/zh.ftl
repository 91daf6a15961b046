# 页面框架的全部文字。

web-language-zh = 中文
web-language-en = English
web-unknown = 待核

# 框架
web-frame-skip = 跳到正文
web-frame-rail = 主导航
web-frame-trail = 上级页面
web-frame-pages = 本栏目
web-frame-sign-out = 退出
web-frame-light = 浅色
web-frame-dark = 深色

web-world-exercise = 演练 · 非真实情况，所有对外发送均已关闭
web-world-replay = 复盘 · 仅供回看，不能更改

web-marking-internal = 内部
web-marking-work-secret = 工作秘密

# 左栏，按应急工作的先后
web-rail-duty = 值守
web-rail-incidents = 事件
web-rail-warnings = 预警
web-rail-response = 指挥
web-rail-resources = 资源
web-rail-prevention = 防范
web-rail-releases = 发布
web-rail-recovery = 恢复
web-rail-office = 基础

# 等级
web-severity-1 = Ⅰ级 红色
web-severity-2 = Ⅱ级 橙色
web-severity-3 = Ⅲ级 黄色
web-severity-4 = Ⅳ级 蓝色
web-grade-0 = 未定级
web-grade-1 = Ⅰ级 特别重大
web-grade-2 = Ⅱ级 重大
web-grade-3 = Ⅲ级 较大
web-grade-4 = Ⅳ级 一般

# 时间与时限
web-age-now = 刚刚
web-age-minutes = { $n } 分钟前
web-age-hours = { $n } 小时前
web-age-days = { $n } 天前
web-age-ahead = { $left }后
web-duration-minutes = { $n } 分钟
web-duration-hours = { $big } 小时 { $small } 分
web-duration-days = { $big } 天 { $small } 小时
web-clock-left = 剩 { $left }
web-clock-overdue = 超时 { $over }
web-clock-due-at = 时限 { $time }
web-clock-met = 已于 { $time } 完成
web-clock-met-late = 已完成，超时 { $over }

# 实时更新
web-live-lost = 与服务器的连接已中断，页面内容可能已过时。正在重新连接……
web-live-back = 连接已恢复

# 草稿
web-draft-kept = 草稿已保存
web-draft-not-kept = 草稿未能保存
web-draft-found = 已恢复上次未提交的草稿

# 命令栏
web-find-open = 查找或执行
web-find-nothing = 没有找到。换个词，或输入编号、地名、拼音首字母。

# 列表
web-list-pages = 翻页
web-list-shown = 本页 { $n } 条
web-list-of = 本页 { $shown } 条，共 { $total } 条
web-list-first = 回到首页
web-list-next = 下一页

# 导出
web-export-taken = 导出人：{ $who }　导出时间：{ $at }（{ $zone }）
web-export-cut = 只含前 { $n } 行，其余未导出

# 表单
web-field-needed = 请填写此项
web-field-too-long = 最多 { $max } 个字，现有 { $n } 个
web-field-number = 请填 { $from } 到 { $to } 之间的数；不清楚就留空
web-field-time = 请按“2026-11-23 03:12”填写时间
web-field-choice = 请重新选择

# 不能照办时
web-trouble-fault = 系统暂时无法完成这一步，什么也没有改动
web-trouble-fault-hint = 已填内容仍在，请稍后再试；仍不行时请先用纸质表格登记，并告知系统管理员。
web-trouble-uncertain = 连接在保存时中断，是否已经登记尚不确定
web-trouble-uncertain-hint = 请先查看是否已有这条记录；把同一表格再提交一次也只会登记一次。
web-trouble-busy = 现在请求太多
web-trouble-busy-hint = 请过几秒再试，什么也没有改动。
web-trouble-late = 这一步用时过长，已停止等待
web-trouble-cursor = 这不是本列表给出的翻页标记
web-trouble-cursor-hint = 请从第一页重新开始。
web-trouble-not-found = 没有这一项，或者您无权查看
web-trouble-not-found-hint = 请检查地址；若是别人发来的链接，请向对方确认。
web-trouble-sign-in = 请先登录
web-trouble-sign-in-hint = 登录可能已超时。若正在填表，请在新窗口登录后回到本页再次提交，已填内容不会丢失。
web-trouble-sign-in-go = 登录
web-trouble-not-allowed = 您当前的岗位不能进行此项操作
web-trouble-not-allowed-hint = 如确属职责所需，请更换岗位，或联系带班领导、系统管理员。
web-trouble-forged = 无法确认这一请求来自本系统页面
web-trouble-forged-hint = 请刷新页面后再试一次。
web-trouble-fields = 有的内容需要再看一下
web-trouble-fields-hint = 请改正标出的各项后再次提交，其余内容都已保留。
web-trouble-unreadable = 无法读懂这一请求
web-trouble-too-large = 内容过大，此处最多 { $n } kB
web-trouble-method = 此地址不接受这种请求
web-trouble-request = 请求编号

web-refused-no-sealed-text = 没有这段封存文字
web-refused-erasure-needs-reason = 删除个人信息须写明理由和依据
web-refused-export-nameless = 导出的内容须有名称
web-refused-key-used-otherwise = 同一幂等键已用于另一个请求

# 接口
web-api-title = 接口
web-api-about = 页面能做的事，接口都能做。更改类请求可带 Idempotency-Key 和 If-Match；不能照办时按 RFC 9457 以 problem+json 说明。
web-api-lead = 页面能做的事，接口都能做。完整描述（OpenAPI 3.1）：
web-api-method = 方法
web-api-path = 路径
web-api-what = 用途
web-api-who = 谁可以用
web-api-openapi = 接口描述
web-api-stream = 实时更新
web-api-find = 查找或执行
web-api-draft = 读取草稿
web-api-draft-keep = 保存草稿
web-api-draft-drop = 删除草稿
web-api-health = 运行状况
web-api-metrics = 运行指标

# 帮助
web-help-title = 帮助
web-help-keys = 键盘
web-help-key-find = 打开命令栏：查找任何事项，执行任何操作
web-help-key-enter = 在单行输入框中：保存
web-help-key-ctrl-enter = 在多行输入框中：保存
web-help-key-esc = 关闭命令栏
web-help-severity = 等级
web-help-severity-text = 等级总是同时用颜色、形状和文字表示。红色只用于Ⅰ级和超时，别处不用。
web-help-clocks = 时限
web-help-clocks-text = 时限以整分钟倒数，不足五分钟时显示秒。用去一半变为黄色，用去八成变为红框，超过后红底显示“超时”，并一直保留。
web-help-live = 实时更新
web-help-live-text = 别处的更改一秒内出现在本页。连接中断超过十秒，屏幕上方会显示横幅，恢复后自动消失。
web-help-pages = 全部页面
