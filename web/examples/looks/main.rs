//! Shows the frame with sample pages on 127.0.0.1:8099, to look at: `cargo run -p web --example looks`.

#![allow(clippy::unwrap_used, reason = "a look at samples may stop where something is wrong")]

#[path = "../../tests/frame/town.rs"]
#[allow(dead_code, reason = "the tests use the rest of it")]
mod town;

use askama::Template;
use kernel::{Grade, Time};
use web::{Answer, Audience, Cursor, Door, Form, Here, Listen, Listing, Marking, Markup, Reply, Say, Section, Sheet, words};

struct Row {
    title: &'static str,
    detail: &'static str,
    button: &'static str,
    grade: Markup,
    clock: Markup,
    at: Markup,
}

fn rows(say: &Say) -> Vec<Row> {
    let row = |n: usize, title, detail, button| {
        let left = [-12, 2, 6, 14, 25, 41, 60, 95, 200, 400, 700, 3_000][n];
        let from = if n < 4 { say.now.plus_min(left - 30) } else { say.now.plus_min(left - 4 * left) };
        let grade = [Some(Grade::I), Some(Grade::II), Some(Grade::III), Some(Grade::IV), None][n % 5];
        let clock = say.clock(if n == 3 { say.now.plus_min(-1) } else { from }, say.now.plus_min(left));
        Row { title, detail, button, grade: say.grade(grade), clock, at: say.when(say.now.plus_min(-17)) }
    };
    vec![
        row(0, "书面报告省应急厅", "羊山镇肖家店村山洪 · 朝阳县羊山镇", "起草"),
        row(1, "电话报告市委值班室", "羊山镇肖家店村山洪 · 0421-000-2201", "登记"),
        row(2, "带班领导未签收指令", "长宝街道液化气泄漏 · 双塔区", "催办"),
        row(3, "暴雨橙色预警未确认", "北票市 · 应确认 12 个乡镇，已确认 9 个", "叫应"),
        row(4, "续报", "101 国道 K420 多车相撞 · 建平县", "起草"),
        row(5, "核实伤亡数字", "凌源市来电与县公安局数字不一致", "核实"),
        row(6, "零报告缺 2 家", "喀左县、建平县", "催报"),
        row(7, "指令未反馈", "调拨沙袋 2,000 条至羊山镇", "查看"),
        row(8, "补录纸质接报单", "停电期间 3 张", "补录"),
        row(9, "终报", "七道泉子镇厂房火灾 · 龙城区", "起草"),
        row(10, "值班缺口", "11-24 副班未排", "排班"),
        row(11, "预案演练总结", "防汛桌面推演", "提交"),
    ]
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskLook {
    next: Vec<(&'static str, &'static str, &'static str, Markup)>,
    rows: Vec<Row>,
    open: Vec<(&'static str, Markup, Markup)>,
    at: Markup,
}

async fn desk(here: Here) -> Answer {
    let (say, rows) = (&here.say, rows(&here.say));
    let next = vec![
        ("书面报告省应急厅", "省应急厅值班室", "024-0000-0001", rows[0].clock.clone()),
        ("电话报告市委值班室", "市委值班室", "0421-000-2201", rows[1].clock.clone()),
        ("带班领导未签收", "示范甲", "139-0000-0001", rows[2].clock.clone()),
    ];
    let open = vec![
        ("羊山镇肖家店村山洪", say.grade(Some(Grade::II)), say.when(say.now.plus_min(-653))),
        ("长宝街道液化气泄漏", say.grade(Some(Grade::IV)), say.when(say.now.plus_min(-44))),
        ("101 国道多车相撞", say.grade(None), say.when(say.now.plus_min(-17))),
    ];
    here.page(Sheet::titled("值守台"), &DeskLook { next, rows, open, at: say.when(say.now.plus_min(-6)) })
}

/// Who, whether they were told, by when.
type Line = (&'static str, bool, Markup);

#[derive(Template)]
#[template(path = "incident.html")]
struct IncidentLook {
    grade: Markup,
    since: Markup,
    at: Markup,
    clocks: Vec<(&'static str, Markup)>,
    strips: Vec<(&'static str, Vec<Line>)>,
    events: Vec<(&'static str, bool)>,
}

async fn incident(here: Here) -> Answer {
    let say = &here.say;
    let clock = |from, due| say.clock(say.now.plus_min(from), say.now.plus_min(due));
    let met = say.clock_met(say.now, say.now.plus_min(-3));
    let look = IncidentLook {
        grade: say.grade(Some(Grade::II)),
        since: say.when(say.now.plus_min(-653)),
        at: say.when(say.now.plus_min(-95)),
        clocks: vec![("书面首报", clock(-72, -12)), ("续报", clock(-25, 3)), ("5 小时新闻发布", clock(-200, 100))],
        strips: vec![
            ("向上", vec![("省政府总值班室", true, met.clone()), ("省应急厅", false, clock(-40, 9))]),
            ("向内", vec![("市委书记", true, met.clone()), ("市长", false, clock(-2, 1))]),
            ("平级", vec![("市消防救援支队", true, met.clone()), ("朝阳军分区", false, clock(-2, 30))]),
            ("向下", vec![("朝阳县", true, met.clone()), ("羊山镇", true, met)]),
        ],
        events: vec![
            ("接县应急局电话：肖家店村山洪，有人被冲走", true),
            ("市长已告知，指示全力搜救", false),
            ("首报电话报省政府总值班室", true),
            ("县消防 3 车 18 人到场", false),
        ],
    };
    here.page(
        Sheet::titled("羊山镇肖家店村山洪")
            .section(Section::Incidents)
            .own_heading()
            .map()
            .marked(Marking::Internal)
            .under("事件", "/list"),
        &look,
    )
}

#[derive(Template)]
#[template(path = "call.html")]
struct CallLook<'a> {
    here: &'a Here,
    say: &'a Say,
    form: &'a Form,
}

async fn call(here: Here) -> Answer {
    let mut form = Form::blank().with("summary", "肖家店村水进院了，有人被困").with("dead", "很多");
    form.number("dead", 0..=1_000_000);
    here.page(Sheet::titled("接报登记").of(&form), &CallLook { here: &here, say: &here.say, form: &form })
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListLook {
    heads: Markup,
    pager: Markup,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(source = "{% for head in heads %}{{ head }}{% endfor %}", ext = "html")]
struct Heads {
    heads: Vec<Markup>,
}

#[derive(Template)]
#[template(path = "wall.html")]
struct WallLook {
    grade: Markup,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperLook;

async fn list(here: Here, listing: Listing) -> Answer {
    let say = &here.say;
    let heads = [
        (words::RAIL_DUTY, "number"),
        (words::RAIL_INCIDENTS, "name"),
        (words::HELP_SEVERITY, "grade"),
        (words::HELP_CLOCKS, "due"),
        (words::FIELD_TIME, "at"),
    ];
    let heads = Markup::of(&Heads { heads: heads.map(|(word, column)| listing.heading(say, word, column)).to_vec() });
    let pager = listing.pager(say, 12, Some(3_051), Some(&Cursor::of(["x"])));
    here.page(Sheet::titled("事件"), &ListLook { heads, pager, rows: rows(say) })
}

async fn wall(here: Here) -> Answer {
    let look = WallLook { grade: here.say.grade(Some(Grade::I)), rows: rows(&here.say) };
    here.page(Sheet::titled("大屏").wall().map().own_heading(), &look)
}

async fn paper(here: Here) -> Answer {
    here.page(Sheet::titled("续报二").paper().own_heading().marked(Marking::WorkSecret), &PaperLook)
}

async fn areas(_: Here) -> Reply<serde_json::Value> {
    let area = |name: &str, x: f64, y: f64| serde_json::json!({"type":"Feature","properties":{"name":name},"geometry":{"type":"Polygon","coordinates":[[[x,y],[x+0.6,y+0.1],[x+0.5,y+0.6],[x,y+0.5],[x,y]]]}});
    Reply::ok(
        serde_json::json!({"type":"FeatureCollection","features":[area("朝阳县",120.0,41.3),area("北票市 Beipiao",120.6,41.4),area("凌源市",119.4,41.2)]}),
    )
}

async fn points(_: Here) -> Reply<serde_json::Value> {
    let point = |n: i64, x: f64, y: f64| serde_json::json!({"type":"Feature","properties":{"title":"山洪","severity":n,"stale":n==3,"path":"/incident","detail":"羊山镇"},"geometry":{"type":"Point","coordinates":[x,y]}});
    Reply::ok(
        serde_json::json!({"type":"FeatureCollection","features":[point(1,120.2,41.5),point(2,120.4,41.7),point(3,120.8,41.6),point(4,119.7,41.4),point(0,120.9,41.8)]}),
    )
}

fn doors() -> Vec<Door> {
    let page = |door: Door| door.audience(Audience::Public);
    let mut doors = vec![
        page(Door::page("/duty", "look.desk", desk)).says(words::HELP_KEYS).rail(Section::Duty),
        page(Door::page("/call", "look.call", call)).says(words::HELP_LIVE).rail(Section::Duty),
        page(Door::page("/incident", "look.incident", incident)),
        page(Door::page("/list", "look.list", list)).says(words::RAIL_INCIDENTS).rail(Section::Incidents),
        page(Door::page("/wall", "look.wall", wall)),
        page(Door::page("/paper", "look.paper", paper)),
        page(Door::read("/areas.json", "look.areas", areas)),
        page(Door::read("/points.json", "look.points", points)),
    ];
    for (path, section) in [
        ("/w", Section::Warnings),
        ("/re", Section::Response),
        ("/rs", Section::Resources),
        ("/pr", Section::Prevention),
        ("/rl", Section::Releases),
        ("/rc", Section::Recovery),
    ] {
        doors.push(page(Door::page(path, "look.desk", desk)).rail(section));
    }
    doors
}

#[tokio::main]
async fn main() {
    let world = if std::env::args().any(|arg| arg == "exercise") { kernel::World::Exercise } else { kernel::World::Live };
    let town = town::Town::in_world(world).await;
    town.desk.clock().set(Time::parse(town::NOW).unwrap());
    let mut all = town::doors();
    all.extend(doors());
    let web = town.reopened(all).unwrap();
    let how = Listen { addr: "127.0.0.1:8099".parse().unwrap(), tls: None, behind_proxy: false };
    web::listen(web, how, |_| {}, std::future::pending()).await.unwrap();
}
