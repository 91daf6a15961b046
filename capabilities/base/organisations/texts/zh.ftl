# 通讯录
organisations-contacts-title = 通讯录
organisations-contacts-search = 查单位、姓名、拼音首字母、职务或号码
organisations-contacts-search-hint = 如：应急局 主班
organisations-contacts-area = 区域
organisations-contacts-area-all = 全部区域
organisations-contacts-body-kind = 单位类别
organisations-contacts-post-kind = 岗位类别
organisations-contacts-any = 不限
organisations-contacts-find = 查找
organisations-contacts-clear = 清除
organisations-contacts-none = 没有查到
organisations-contacts-none-hint = 换用拼音首字母、职务或号码的一部分再试。通讯录还是空的，就先从“批量导入”开始。
organisations-contacts-export = 导出 Excel 表
organisations-contacts-paper = 打印版
organisations-contacts-no-phone = 无值班电话
organisations-vacant = 空缺
organisations-erased = 个人信息已依法删除
organisations-extension = { $number } 转 { $extension }
organisations-call = 拨打 { $name } { $number }
organisations-number-none = 无号码

# 组织机构
organisations-tree-title = 组织机构
organisations-tree-of = { $name }的单位
organisations-tree-none = 这一级还没有登记单位
organisations-tree-below = 下级区域
organisations-tree-bodies = 单位数
organisations-tree-outside = 市外单位
organisations-tree-outside-hint = 上级、毗邻地区、驻军：只呼叫和报送，不归本市管理。
organisations-tree-new = 新增单位
organisations-tree-import = 批量导入
organisations-outside-mark = 市外

# 单位
organisations-body-about = 基本情况
organisations-body-phones = 电话
organisations-body-posts = 岗位与人员
organisations-body-posts-none = 还没有岗位
organisations-body-lines = 向谁报告
organisations-body-lines-none = 没有登记报送对象
organisations-body-reporting = 谁向本单位报告
organisations-body-children = 下属单位
organisations-body-edit = 修改
organisations-body-edit-of = 修改：{ $name }
organisations-body-new = 新增单位
organisations-body-dissolved = 该单位已撤销
organisations-body-dissolve = 撤销单位
organisations-body-dissolve-hint = 撤销后不再出现在通讯录中，历史记录保留。须先撤销其岗位、移走下属单位和以它为对象的报送关系。
organisations-body-new-post = 新增岗位
organisations-body-save = 保存
organisations-body-cancel = 不保存
organisations-body-parent = 上级单位
organisations-body-several-hint = 多个号码用分号隔开，先拨的写在前面。
organisations-body-code-hint = 唯一的代号，由字母、数字和 . - _ / 组成，登记后不再更改。
organisations-body-parent-hint = 填上级单位的编码；没有上级就留空。
organisations-body-field-hint = 规则用来找到它的词，如 emergency、fire；没有就留空。
organisations-body-line-hint = 每行一个单位编码，先告知的写在前面。

# 岗位
organisations-post-title = { $title } · { $body }
organisations-post-new = 新增岗位 · { $body }
organisations-post-holder = 现任
organisations-post-holder-hint = 姓名留空即为空缺。姓名不变、只改号码，算更正；姓名不同，算换人。
organisations-post-deputies = 顶岗次序
organisations-post-deputies-hint = 联系不上时依次找谁：每行一个岗位编码。
organisations-post-code-hint = 可不填，由单位编码和职务组成。
organisations-post-abolish = 撤销岗位
organisations-post-abolish-hint = 撤销后不再出现在通讯录中，历史记录保留。
organisations-post-abolished = 该岗位已撤销
organisations-erase-title = 删除个人信息
organisations-erase-hint = 姓名、号码及其历史版本永久删除，不能恢复；只保留“曾有此人任职”的骨架。
organisations-erase-why = 理由（不写姓名）
organisations-erase-law = 依据
organisations-erase-do = 永久删除

# 批量导入
organisations-import-title = 批量导入
organisations-import-lead = 从 CSV 或 Excel（.xlsx）导入单位、岗位与人员、报送关系。表头可用中文或英文；空单元格不改原有内容，单写一个“-”表示清除；表里没有的单位和人员不会被删除。
organisations-import-files-hint = 三个框都可以不选全；几张表放在一个 Excel 文件里时，从任何一个框选都行。每个文件不超过 8 MB，合计不超过 2 万行。
organisations-import-dry = 先检查，不改动
organisations-import-do = 检查并导入
organisations-import-template = 下载空白表
organisations-import-no-file = 请选择文件
organisations-import-checked = 检查完毕，没有发现问题。以下是导入后会有的变化。
organisations-import-faulty = 发现 { $n } 处问题，什么也没有导入。请在表格里改好后重新选择文件。
organisations-import-done = 已导入
organisations-import-same = 文件内容与现有通讯录完全一致，没有需要改动的
organisations-import-kind = 内容
organisations-import-bodies = 单位
organisations-import-posts = 岗位
organisations-import-people = 人员
organisations-import-reporting = 报送关系
organisations-import-new = 新增
organisations-import-changed = 更改
organisations-import-unchanged = 不变
organisations-import-sheet = 表
organisations-import-row = 行
organisations-import-column = 列
organisations-import-said = 内容
organisations-import-problem = 问题
organisations-import-what-to-do = 怎么办
organisations-import-more = 只列出前 { $n } 处
organisations-import-passed-over = 以下工作表未识别，已跳过：{ $names }
organisations-import-unread = 以下列未识别，已忽略：{ $names }

# 接口与操作
organisations-api-contacts = 查通讯录
organisations-api-list = 列出单位
organisations-api-body = 查一个单位
organisations-api-found = 新增单位
organisations-api-change = 修改单位
organisations-api-line = 设定报送对象
organisations-api-dissolve = 撤销单位
organisations-api-establish = 新增岗位
organisations-api-post = 查一个岗位
organisations-api-change-post = 修改岗位
organisations-api-holder = 设定现任
organisations-api-vacate = 使岗位空缺
organisations-api-abolish = 撤销岗位
organisations-api-erase = 删除个人信息
organisations-api-import = 批量导入

# 列
organisations-column-code = 编码
organisations-column-code-also = 代码、岗位编码、岗位代码
organisations-column-name = 单位名称
organisations-column-name-also = 单位、名称、单位全称、全称
organisations-column-short-name = 简称
organisations-column-short-name-also = 单位简称
organisations-column-kind = 类别
organisations-column-kind-also = 单位类别、岗位类别、类型
organisations-column-field = 领域
organisations-column-field-also = 业务领域
organisations-column-level = 层级
organisations-column-level-also = 级别
organisations-column-area = 区划代码
organisations-column-area-also = 行政区划代码、区划
organisations-column-parent = 上级单位编码
organisations-column-parent-also = 上级单位代码、上级单位
organisations-column-standing = 归属
organisations-column-standing-also = 市内市外
organisations-column-duty-phone = 值班电话
organisations-column-duty-phone-also = 值班室电话、24小时电话、24小时值班电话
organisations-column-office-phone = 办公电话
organisations-column-office-phone-also = 办公室电话
organisations-column-fax = 传真
organisations-column-fax-also = 传真号码、传真电话
organisations-column-satellite-phone = 卫星电话
organisations-column-satellite-phone-also = 卫星电话号码
organisations-column-mailbox = 单位邮箱
organisations-column-mailbox-also = 公务邮箱
organisations-column-body = 单位编码
organisations-column-body-also = 单位代码、所属单位编码
organisations-column-title = 职务
organisations-column-title-also = 岗位、岗位名称、职务名称
organisations-column-order = 序号
organisations-column-order-also = 排序、次序
organisations-column-person = 姓名
organisations-column-person-also = 人员姓名、联系人、现任
organisations-column-mobile = 手机
organisations-column-mobile-also = 手机号、手机号码、移动电话
organisations-column-desk-phone = 座机
organisations-column-desk-phone-also = 座机电话、座机号码、固定电话
organisations-column-email = 邮箱
organisations-column-email-also = 电子邮箱、个人邮箱
organisations-column-deputies = 顶岗岗位
organisations-column-deputies-also = 顶岗、代班岗位
organisations-column-line = 报送线
organisations-column-line-also = 报送渠道、条线
organisations-column-to = 报送对象编码
organisations-column-to-also = 报送对象、报送对象代码

# 单位类别
organisations-body-kind-party = 党委
organisations-body-kind-government = 政府
organisations-body-kind-duty-room = 值班室
organisations-body-kind-department = 部门
organisations-body-kind-headquarters = 指挥部
organisations-body-kind-grassroots = 乡镇街道
organisations-body-kind-force = 救援队伍
organisations-body-kind-garrison = 驻军
organisations-body-kind-enterprise = 企业
organisations-body-kind-institution = 事业单位
organisations-body-kind-media = 媒体
organisations-body-kind-association = 群团组织
organisations-body-kind-other = 其他单位

# 层级
organisations-level-national = 国家
organisations-level-province = 省
organisations-level-city = 市
organisations-level-county = 县（市、区）
organisations-level-township = 乡镇（街道）
organisations-level-village = 村（社区）

# 归属
organisations-standing-own = 本市
organisations-standing-outside = 市外

# 报送线
organisations-line-party = 党委线
organisations-line-government = 政府线
organisations-line-department = 部门线
organisations-line-neighbours = 毗邻地区
organisations-line-garrison = 驻军
organisations-line-other = 其他

# 岗位类别
organisations-post-kind-area-leader = 党政主要领导
organisations-post-kind-area-deputy = 党政分管领导
organisations-post-kind-secretary-general = 秘书长
organisations-post-kind-head = 单位负责人
organisations-post-kind-deputy-head = 单位副职
organisations-post-kind-leader-in-charge = 带班领导
organisations-post-kind-shift-chief = 值班长
organisations-post-kind-main-duty = 主班
organisations-post-kind-deputy-duty = 副班
organisations-post-kind-backup = 备班
organisations-post-kind-liaison = 联络员
organisations-post-kind-information-officer = 信息报告员
organisations-post-kind-spokesperson = 新闻发言人
organisations-post-kind-technical = 技术保障
organisations-post-kind-other = 其他岗位

# 号码用途
organisations-phone-use-duty = 值班
organisations-phone-use-office = 办公
organisations-phone-use-fax = 传真
organisations-phone-use-satellite = 卫星

# 不能照办时
organisations-missing = { $what ->
    [code] 请填写编码
    [name] 请填写单位名称
    [title] 请填写职务
    [person] 请填写姓名
   *[other] 有必填项没有填写
}
organisations-too-long = { $what ->
    [code] 编码最多 { $max } 个字符
    [name] 单位名称最多 { $max } 个字
    [short_name] 简称最多 { $max } 个字
    [field] 领域最多 { $max } 个字符
    [title] 职务最多 { $max } 个字
    [person] 姓名最多 { $max } 个字
   *[other] 最多 { $max } 个字
}
organisations-too-many = { $what ->
    [duty_phone] 一个单位最多登记 { $max } 个号码
    [to] 一条报送线上最多 { $max } 个报送对象
    [deputies] 最多 { $max } 个顶岗岗位
   *[other] 最多 { $max } 项
}
organisations-out-of-range = 序号须为 1 到 { $max } 的整数
organisations-not-a-code = { $what ->
    [field] 领域只能用字母、数字和 . - _ /
   *[other] 编码只能用字母、数字和 . - _ /
}
organisations-not-a-code-hint = 请去掉空格、引号、括号等符号。
organisations-twice = { $what ->
    [duty_phone] 同一个号码填了两次
    [to] 同一个报送对象填了两次
    [deputies] 同一个顶岗岗位填了两次
   *[other] 同一项填了两次
}
organisations-not-there = { $thing ->
    [body] 没有这个单位
    [post] 没有这个岗位
   *[other] 没有这个人
}
organisations-not-there-hint = 请回到通讯录重新查找。
organisations-ended = { $thing ->
    [body] 单位“{ $name }”已撤销
   *[other] 岗位“{ $name }”已撤销
}
organisations-ended-hint = 已撤销的不能再改；如需恢复，请用原编码新增。
organisations-exists = { $thing ->
    [body] 该编号已登记为单位“{ $name }”
    [post] 该编号已登记为岗位“{ $name }”
   *[other] 该编号已登记为另一人
}
organisations-exists-hint = 请重新打开新增页面再填。
organisations-code-taken = 编码“{ $code }”已被“{ $by }”使用
organisations-code-taken-hint = 请换一个编码，或直接修改已有的那一项。
organisations-points-nowhere = { $what ->
    [parent] 所填上级单位不存在
    [to] 所填报送对象不存在
    [body] 所填单位不存在
    [person] 所填人员不存在
   *[other] 所填顶岗岗位不存在
}
organisations-points-nowhere-hint = 请核对编码，或先登记它。
organisations-points-at-ended = { $what ->
    [parent] 上级单位“{ $name }”已撤销
    [to] 报送对象“{ $name }”已撤销
    [body] 单位“{ $name }”已撤销
   *[other] 顶岗岗位“{ $name }”已撤销
}
organisations-points-at-ended-hint = 请另选一个。
organisations-points-at-itself = { $what ->
    [parent] 单位不能以自己为上级
    [to] 单位不能向自己报送
   *[other] 岗位不能由自己顶岗
}
organisations-circle = { $what ->
    [parent] “{ $name }”的上级里已有本单位，会绕成一圈
   *[other] 沿“{ $name }”往上报会回到本单位
}
organisations-circle-hint = 请先改对方的上级或报送对象，再改这里。
organisations-too-deep = { $what ->
    [parent] 上下级最多 { $max } 层
   *[other] 逐级报送最多 { $max } 级
}
organisations-still-used = 还不能撤销：有 { $posts } 个岗位、{ $bodies } 个下属单位，{ $reporting } 个单位向它报送
organisations-still-used-hint = 请先撤销这些岗位、移走下属单位、改掉报送对象。
organisations-changed = { $what ->
    [name] 单位名称在您打开之后已被他人更改（第 { $version } 次更改）
    [parent] 所属区域或上级在您打开之后已被他人更改（第 { $version } 次更改）
    [kind] 类别在您打开之后已被他人更改（第 { $version } 次更改）
    [duty_phone] 电话在您打开之后已被他人更改（第 { $version } 次更改）
    [mailbox] 邮箱在您打开之后已被他人更改（第 { $version } 次更改）
    [to] 报送对象在您打开之后已被他人更改（第 { $version } 次更改）
    [title] 职务在您打开之后已被他人更改（第 { $version } 次更改）
    [deputies] 顶岗次序在您打开之后已被他人更改（第 { $version } 次更改）
   *[other] 现任人员在您打开之后已被他人更改（第 { $version } 次更改）
}
organisations-changed-at = { $what ->
    [name] 单位名称已于 { $at } 被更改，晚于您打开的时间
    [parent] 所属区域或上级已于 { $at } 被更改，晚于您打开的时间
    [kind] 类别已于 { $at } 被更改，晚于您打开的时间
    [duty_phone] 电话已于 { $at } 被更改，晚于您打开的时间
    [mailbox] 邮箱已于 { $at } 被更改，晚于您打开的时间
    [to] 报送对象已于 { $at } 被更改，晚于您打开的时间
    [title] 职务已于 { $at } 被更改，晚于您打开的时间
    [deputies] 顶岗次序已于 { $at } 被更改，晚于您打开的时间
   *[other] 现任人员已于 { $at } 被更改，晚于您打开的时间
}
organisations-changed-hint = 您填的内容都还在。请在新窗口看看现在的内容，再决定是否保存。

# 文件不能读时
organisations-file-too-large = 文件过大：压缩前后都不能超过限制（{ $mib } MB）
organisations-file-too-large-hint = 请把表格拆成几个文件分别导入。
organisations-file-too-many-rows = 行数超过 { $max } 行
organisations-file-too-many-columns = 列数超过 { $max } 列，请删去多余的列
organisations-file-not-utf8 = 第 { $line } 行不是 UTF-8 编码，可能是 GBK
organisations-file-not-utf8-hint = 在 Excel 中选“另存为”→“CSV UTF-8（逗号分隔）”，或直接导入 .xlsx 文件。
organisations-file-old-workbook = 这是旧式 Excel 文件（.xls）或加了密码的文件
organisations-file-old-workbook-hint = 请去掉密码，另存为 .xlsx 后再导入。
organisations-file-broken = 这个 Excel 文件打不开，可能已损坏
organisations-file-broken-hint = 请用 Excel 或 WPS 打开后另存一份 .xlsx 再试。
organisations-file-no-sheet = 没有找到单位、岗位或报送关系的表头
organisations-file-no-sheet-hint = 表头至少要有：单位表“编码、单位名称、类别、区划代码”；岗位表“单位编码、职务”；报送关系表“单位编码、报送线、报送对象编码”。可先下载空白表。
organisations-file-column-twice = 表头“{ $head }”在同一张表里出现了两次

# 某一行不能导入时
organisations-row-empty = 必填，现在是空的
organisations-row-too-long = 超过 { $max } 个字
organisations-row-phone-short = 不是电话号码：位数太少
organisations-row-phone-long = 位数太多
organisations-row-phone-long-hint = 是不是两个号码连在了一起？请用分号隔开；手机、座机栏只填一个。
organisations-row-phone-strange = 不是电话号码：有不能拨的字符
organisations-row-phone-strange-hint = 只写号码本身，如 0421-0001234 转 802；说明文字请去掉。
organisations-row-phone-as-number = 该单元格是数字格式，开头的 0 可能已丢失
organisations-row-as-text-hint = 把这一列设为“文本”格式后重新输入。
organisations-row-not-an-email = 不是邮箱地址
organisations-row-not-an-area = 不是区划代码
organisations-row-not-an-area-hint = 应为 6、9 或 12 位数字，可在“地点”页查到。
organisations-row-area-unknown = 本市没有这个区划
organisations-row-area-unknown-hint = 请核对代码；上级或外地单位请在“归属”栏填“市外”。
organisations-row-not-a-number = 应为从 1 开始的整数
organisations-row-not-a-word = 不是这一栏能用的词
organisations-row-not-a-word-hint = 请用其中之一：{ $words }
organisations-row-a-date = Excel 已把它变成日期
organisations-row-cell-fault = 单元格里是公式错误
organisations-row-cell-fault-hint = 请改为直接填写内容。
organisations-row-body-unknown = 通讯录和文件里都没有这个单位编码
organisations-row-body-unknown-hint = 请核对编码，或把该单位加进单位表一起导入。
organisations-row-post-unknown = 没有这个岗位编码，本单位也没有这个职务
organisations-row-post-unknown-hint = 请核对；其他单位的岗位须写岗位编码。
organisations-row-twice = 与第 { $row } 行重复
organisations-row-twice-hint = 请删去一行，或改用不同的编码。
organisations-row-title-twice = 同一单位的同名职务已在第 { $row } 行
organisations-row-title-twice-hint = 请在“编码”栏给两个岗位各填一个编码。
organisations-row-person-differs = 同一个人在第 { $row } 行写的号码不同
organisations-row-person-differs-hint = 请把两处改成一致。
organisations-row-nobody-named = 有号码，没有姓名
organisations-row-nobody-named-hint = 请填姓名；值班室的公用号码请填在单位表。
organisations-row-not-yours = 不在您负责的区域内
organisations-row-not-yours-hint = 请交由该区域或市级管理员导入。
