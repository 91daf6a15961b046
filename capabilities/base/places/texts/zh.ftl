# 页面
places-title = 地点
places-search = 查地名、拼音首字母或区划代码
places-search-hint = 同名的地方很多，结果都带上级名称。可连写多个词，如“县名 镇名”。
places-search-button = 查找
places-search-clear = 清除
places-found = { $n ->
    [0] 没有查到“{ $q }”
   *[other] “{ $q }”共 { $n } 处
}
places-found-nothing-hint = 换个写法：用拼音首字母、去掉“镇”“村”等字，或输入区划代码前几位。
places-outside-city = 市外
places-areas-in = 下辖 { $n } 处
places-no-areas-in = 没有下级区划
places-outlined = 有边界数据
places-column-name = 名称
places-column-code = 代码
places-column-level = 层级
places-column-path = 所属
places-column-within = 下辖
places-take-out = 导出区划表
places-areas-of = { $name }区划表
places-level-province = 省级
places-level-city = 市级
places-level-county = 县级
places-level-township = 乡级
places-level-village = 村级
places-official-name = 全称
places-map = 区划边界图
places-map-hint = 点图可把该处的 WGS 84 坐标填入下面的查询。地图未出现时，左侧列表内容相同。
places-map-review = 内部工作用图，未经地图审核，不得公开使用。
places-map-none = 本市尚无边界数据。

# 坐标查询
places-point = 坐标查询
places-point-lat = 纬度
places-point-lon = 经度
places-point-datum = 坐标系
places-point-button = 查坐标
places-datum-wgs84 = WGS 84（卫星定位）
places-datum-gcj02 = GCJ-02（高德、腾讯地图）
places-datum-bd09 = BD-09（百度地图）
places-point-pin = 查询的坐标
places-point-inside = 在{ $path }界内
places-point-edge = 正在界线上，同时属于：{ $paths }
places-point-outside = 在市界以外。照常登记并标明“市外”，可移送属地。
places-point-unknown = 尚无边界数据，不能判断在哪里。
places-point-wgs84 = WGS 84 坐标：纬度 { $lat }，经度 { $lon }
places-point-moved = 由 { $datum } 换算，相差 { $metres } 米
places-resolved-to-city = 边界数据只到市级，按市认定
places-resolved-to-county = 边界数据只到县级，按县认定
places-resolved-to-township = 边界数据到乡级，按乡镇认定
places-resolved-to-village = 边界数据到村级，按村认定

# 所用数据
places-files = 所用数据
places-file-profile = 城市基本信息
places-file-areas = 区划表
places-file-boundaries = 边界
places-file-entries = { $n } 条
places-file-at = 采用时间
places-file-by = 采用人
places-file-hash = 校验值

# 接口
places-api-list = 查区划
places-api-area = 一处区划及其上下级
places-api-at = 坐标落在哪里
places-api-boundaries = 区划边界（GeoJSON）
places-api-pin = 一个坐标（GeoJSON，供地图用）
places-api-mentions = 一段话里提到的地方

# 不能接受
places-refusal-half-a-point = 纬度和经度要一起填
places-refusal-not-on-earth = 纬度应在 −90 到 90 之间，经度应在 −180 到 180 之间
places-refusal-exchanged = 纬度和经度填反了
places-hint-exchanged = 把两个数对调再试
places-refusal-unknown-datum = 不认识坐标系“{ $datum }”
places-hint-datums = 可用 wgs84、gcj02、bd09；不填按 wgs84
places-refusal-not-an-area = “{ $code }”不是区划代码
places-refusal-unknown-area = 本市没有代码为 { $code } 的区划
places-hint-choose-area = 从列表里选，或留空，写清地点即可
places-refusal-too-many-areas = 一次最多选 { $most } 处
places-refusal-text-too-long = 地点最多写 { $most } 个字
places-refusal-another-city = 本系统属于 { $ours }，不能采用 { $given } 的数据
places-refusal-outlines-missing = 原有边界数据，新数据里没有边界
places-refusal-unreadable = 数据文件 { $file } 有误（第 { $at } 处）：{ $why }
