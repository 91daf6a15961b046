# 值班台、大屏、底账。

boards-queue-title = 值班台
boards-queue-new = 接报（新事件）
boards-queue-all-incidents = 全部事件
boards-queue-first = 最先到时限的三项
boards-queue-no-number = 通讯录中没有对应的电话
boards-queue-waiting = 待办
boards-queue-count = 共 { $n } 项
boards-queue-empty = 没有待办。来电时按“接报”登记，时限自动起算。
boards-queue-open = 去办
boards-queue-open-incidents = 处置中的事件
boards-queue-nothing-open = 没有处置中的事件

boards-wall-title = 大屏
boards-wall-heading = 应急值守
boards-wall-map = 全市地图
boards-wall-no-map = 本市没有边界数据，无法显示地图

boards-journal-title = 底账
boards-journal-head = 链首
boards-journal-head-hint = 抄下这一行，日后可用 journal verify --head 证明底账没有被截短或改写。
boards-journal-facts = 录入的事实，新的在前
boards-journal-position = 序号
boards-journal-hash = 散列
boards-journal-signature = 签名
boards-journal-at = 录入时间
boards-journal-stream = 对象
boards-journal-kind = 事实
boards-journal-actor = 操作者
boards-journal-cause = 缘由
boards-journal-empty = 在您的权限范围内还没有记录
boards-journal-older = 更早

boards-api-waiting = 值班待办
boards-api-map = 地图上的事件
boards-api-journal = 底账
boards-api-head = 链首（已签名）
boards-api-verify = 校验底账
boards-api-erase = 依法销毁封存文字
boards-queue-tell = 报告{ $who }
