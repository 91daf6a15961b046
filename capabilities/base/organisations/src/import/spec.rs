//! How a file becomes a plan, as examples.

use kernel::Id;

use super::*;
use crate::{Column, Line, PhoneUse};

const BODIES: &str = "code,name,short_name,kind,area,parent,duty_phone,fax\n\
    gov,演示市人民政府,市政府,government,211300,,0421-0000001,0421-0000002\n\
    room,演示市政府总值班室,,duty_room,211300,gov,0421-0000003;0421-0000004,\n";
const POSTS: &str = "body,title,kind,person,mobile,deputies\n\
    room,主班,main_duty,演示·张一,+86 100-0000-0001,副班\n\
    room,副班,deputy_duty,演示·王一,+86 100-0000-0002,\n";
const LINES: &str = "body,line,to\nroom,government,gov\n";

/// A contact book that files are taken into one after the other.
#[derive(Default)]
struct Book {
    present: Present,
    minted: u32,
}

impl Book {
    fn read(files: &[&str]) -> Lines {
        let sheets: Vec<Sheet> = files.iter().flat_map(|file| sheets(file.as_bytes()).unwrap()).collect();
        lines(&sheets, &Lexicon::plain()).unwrap()
    }

    fn plan(&mut self, files: &[&str]) -> Plan {
        let mut minted = self.minted;
        let mut mint = || {
            minted += 1;
            Id::parse(&format!("00000000-0000-7000-8000-{minted:012}")).unwrap()
        };
        let plan = plan(Self::read(files), self.present.clone(), &mut mint);
        self.minted = minted;
        plan
    }

    /// Plans, and does what was planned as the desk would.
    fn take_in(&mut self, files: &[&str]) -> Plan {
        let plan = self.plan(files);
        assert_eq!(plan.faults, [], "a file without faults");
        for step in plan.requests.iter().flatten() {
            self.perform(step.clone());
        }
        plan
    }

    fn perform(&mut self, step: Step) {
        let book = &mut self.present;
        let done = match step {
            Step::Found(id, act) => {
                let parents: Vec<Id> = act.0.parent.iter().cloned().collect();
                let known = book.body_known(&act.0.code, &parents, Way::Parents);
                book.perform_on_body(&id, act, &known)
            }
            Step::Rename(id, act) => book.perform_on_body(&id, act, &()),
            Step::Classify(id, act) => book.perform_on_body(&id, act, &()),
            Step::SetPhones(id, act) => book.perform_on_body(&id, act, &()),
            Step::SetMailbox(id, act) => book.perform_on_body(&id, act, &()),
            Step::Move(id, act) => {
                let parents: Vec<Id> = act.parent.iter().cloned().collect();
                let known = book.body_known("", &parents, Way::Parents);
                book.perform_on_body(&id, act, &known)
            }
            Step::SetLine(id, act) => {
                let known = book.body_known("", &act.to, Way::On(act.line));
                book.perform_on_body(&id, act, &known)
            }
            Step::Establish(id, act) => {
                let known = book.post_known(&act.code, &act.body, &[]);
                book.perform_on_post(&id, act, &known)
            }
            Step::Retitle(id, act) => book.perform_on_post(&id, act, &()),
            Step::Relieve(id, act) => book.perform_on_post(&id, act, &()),
            Step::Appoint(id, act) => {
                assert!(book.person(&act.person).is_some(), "a person is entered before being appointed");
                let known = book.post_known("", &id, &[]);
                book.perform_on_post(&id, act, &known)
            }
            Step::SetDeputies(id, act) => {
                let known = book.post_known("", &id, &act.deputies);
                book.perform_on_post(&id, act, &known)
            }
            Step::Enter(id, details) | Step::Correct(id, details) => {
                book.put_person(&id, details);
                Ok(true)
            }
        };
        assert_eq!(done, Ok(true), "every step of a plan changes something");
    }

    fn faults(&mut self, files: &[&str]) -> Vec<(u32, Option<Column>, Why)> {
        self.plan(files).faults.into_iter().map(|fault| (fault.row, fault.column, fault.why)).collect()
    }

    fn holder(&self, code: &str) -> Option<&crate::person::PersonDetails> {
        let post = self.present.post(self.present.post_id(code).unwrap());
        post.holder.and_then(|id| self.present.person(&id))
    }
}

#[test]
fn a_city_is_taken_in_from_three_sheets() {
    let mut book = Book::default();
    let plan = book.take_in(&[POSTS, LINES, BODIES]);
    assert_eq!(plan.counts.bodies, Count { new: 2, changed: 0, same: 0 });
    assert_eq!(plan.counts.posts, Count { new: 2, changed: 0, same: 0 });
    assert_eq!(plan.counts.people, Count { new: 2, changed: 0, same: 0 });
    assert_eq!(plan.counts.reporting, Count { new: 1, changed: 0, same: 0 });
    let room = book.present.body(book.present.body_id("room").unwrap());
    assert_eq!(room.phone(PhoneUse::Duty).unwrap().number.to_string(), "0421-0000003");
    assert_eq!(room.phones.len(), 2);
    assert_eq!(room.above(Line::Government), [book.present.body_id("gov").unwrap().clone()]);
    assert_eq!(book.holder("room/主班").unwrap().name, "演示·张一");
    let main = book.present.post(book.present.post_id("room/主班").unwrap());
    assert_eq!(main.deputies, [book.present.post_id("room/副班").unwrap().clone()]);
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let mut book = Book::default();
    book.take_in(&[BODIES, POSTS, LINES]);
    let again = book.take_in(&[BODIES, POSTS, LINES]);
    assert!(again.counts.is_same(), "{:?}", again.counts);
    assert_eq!(again.counts.bodies.same, 2);
    assert_eq!(again.counts.posts.same, 2);
    assert_eq!(again.counts.people.same, 2);
    assert!(again.requests.is_empty());
}

#[test]
fn a_dry_run_changes_nothing() {
    let mut book = Book::default();
    assert!(!book.plan(&[BODIES]).counts.is_same());
    assert!(book.present.body_id("gov").is_none());
}

#[test]
fn bodies_may_stand_before_those_they_belong_to() {
    let mut book = Book::default();
    book.take_in(&["code,name,kind,area,parent\nc,三,other,211300,b\nb,二,other,211300,a\na,一,other,211300,\n"]);
    let b = book.present.body_id("b").unwrap().clone();
    assert_eq!(book.present.body(book.present.body_id("c").unwrap()).about.unwrap().parent, Some(b));
}

#[test]
fn bodies_that_belong_to_each_other_in_a_circle_are_refused() {
    let mut book = Book::default();
    let faults = book.faults(&["code,name,kind,area,parent\na,一,other,211300,b\nb,二,other,211300,a\n"]);
    assert!(!faults.is_empty());
    book.take_in(&["code,name,kind,area,parent\na,一,other,211300,\nb,二,other,211300,a\n"]);
    let faults = book.faults(&["code,name,kind,area,parent\na,一,other,211300,b\n"]);
    assert!(matches!(&faults[0].2, Why::Refused(crate::acts::Refusal::Circle { .. })), "{faults:?}");
}

#[test]
fn an_empty_cell_leaves_what_is_there_and_a_hyphen_takes_it_away() {
    let mut book = Book::default();
    book.take_in(&[BODIES, POSTS, LINES]);
    let left = book.take_in(&["body,title,person,mobile\nroom,主班,,\n"]);
    assert!(left.counts.is_same());
    book.take_in(&["body,title,person,mobile\nroom,主班,演示·张一,-\n"]);
    assert_eq!(book.holder("room/主班").unwrap().mobile, None);
    book.take_in(&["body,title,person\nroom,主班,-\n"]);
    assert_eq!(book.holder("room/主班"), None);
    book.take_in(&["code,name,short_name,kind,area,fax\ngov,演示市人民政府,-,government,211300,-\n"]);
    let gov = book.present.body(book.present.body_id("gov").unwrap());
    assert_eq!((gov.short_name(), gov.phones.len()), ("演示市人民政府", 1), "the duty number stays");
    book.take_in(&["body,line,to\nroom,government,-\n"]);
    assert!(book.present.body(book.present.body_id("room").unwrap()).above(Line::Government).is_empty());
}

#[test]
fn a_new_number_corrects_the_person_and_another_name_replaces_them() {
    let mut book = Book::default();
    book.take_in(&[BODIES, POSTS]);
    let corrected = book.take_in(&["body,title,person,mobile\nroom,主班,演示·张一,+86 100-0000-0009\n"]);
    assert_eq!(corrected.counts.people, Count { new: 0, changed: 1, same: 0 });
    assert_eq!(corrected.counts.posts, Count { new: 0, changed: 0, same: 1 });
    let replaced = book.take_in(&["body,title,person,mobile\nroom,主班,演示·李一,+86 100-0000-0003\n"]);
    assert_eq!(replaced.counts.people, Count { new: 1, changed: 0, same: 0 });
    assert_eq!(replaced.counts.posts, Count { new: 0, changed: 1, same: 0 });
    assert_eq!(book.holder("room/主班").unwrap().name, "演示·李一");
}

#[test]
fn one_person_may_hold_two_posts_and_has_one_entry() {
    let mut book = Book::default();
    let both = "body,title,person,mobile\nroom,主任,演示·张一,+86 100-0000-0001\nroom,主班,演示·张一,+8610000000001\n";
    let faults = book.faults(&[BODIES, both]);
    assert_eq!(faults, [(3, Some(Column::Person), Why::PersonDiffers { row: 2 })], "written twice, and differently");
    let both = both.replace("+8610000000001", "+86 100-0000-0001");
    assert_eq!(book.take_in(&[BODIES, &both]).counts.people.new, 1);
    assert!(book.take_in(&[BODIES, &both]).counts.is_same());
}

#[test]
fn every_fault_of_a_file_is_listed_with_row_and_column() {
    let mut book = Book::default();
    let faults = book.faults(&["code,name,kind,area,standing,duty_phone,mailbox\n\
         ,无编码,government,211300,,,\n\
         b,,ministry,2113,maybe,电话,nobody\n\
         c c,名,government,211300,,,\n\
         ok,名,government,211300,own,119,a@b.example\n\
         ok,名,government,211300,,,\n"]);
    let words = |topic: Topic| Why::NotAWord { topic };
    assert_eq!(
        faults,
        [
            (2, Some(Column::Code), Why::Empty),
            (3, Some(Column::Name), Why::Empty),
            (3, Some(Column::Kind), words(Topic::BodyKind)),
            (3, Some(Column::Area), Why::NotAnArea),
            (3, Some(Column::Standing), words(Topic::Standing)),
            (3, Some(Column::DutyPhone), Why::NotAPhone(crate::NotAPhone::Strange)),
            (3, Some(Column::Mailbox), Why::NotAnEmail),
            (4, Some(Column::Code), Why::Refused(crate::acts::Refusal::NotACode { what: Column::Code })),
            (6, Some(Column::Code), Why::Twice { row: 5 }),
        ]
    );
}

#[test]
fn what_a_faulty_body_row_drags_along_is_not_blamed_again() {
    let mut book = Book::default();
    let faults = book.faults(&[
        "code,name,kind,area\ngov,政府,government,21\n",
        "body,title\ngov,主班\nother,主班\n",
        "body,line,to\ngov,party,gov\n",
    ]);
    assert_eq!(faults, [(2, Some(Column::Area), Why::NotAnArea), (3, Some(Column::Body), Why::BodyUnknown)]);
}

#[test]
fn two_posts_of_one_title_need_codes() {
    let mut book = Book::default();
    let same = "body,title\nroom,值班员\nroom,值班员\n";
    assert_eq!(book.faults(&[BODIES, same]), [(3, Some(Column::Code), Why::TitleTwice { row: 2 })]);
    book.take_in(&[BODIES, "body,title,code\nroom,值班员,room.1\nroom,值班员,room.2\n"]);
}

#[test]
fn a_way_to_reach_nobody_is_a_fault() {
    let mut book = Book::default();
    let faults = book.faults(&[BODIES, "body,title,mobile\nroom,主班,+86 100-0000-0001\n"]);
    assert_eq!(faults, [(2, Some(Column::Person), Why::NobodyNamed)]);
}

#[test]
fn a_body_of_the_city_lies_in_one_of_its_areas() {
    let areas = [kernel::AreaCode::parse("211300").unwrap()].into();
    let mut book = Book { present: Present::default().with_areas(areas), minted: 0 };
    let file = "code,name,kind,area,standing\na,一,other,211399,\nb,二,other,210900,outside\nc,三,other,211300,\n";
    assert_eq!(book.faults(&[file]), [(2, Some(Column::Area), Why::AreaUnknown)]);
}

#[test]
fn a_county_changes_its_own_bodies_and_points_at_all() {
    let area = |code: &str| kernel::AreaCode::parse(code).unwrap();
    let mut book = Book::default();
    book.take_in(&["code,name,kind,area,standing\ncity,市,duty_room,211300,own\nprovince,省,duty_room,210000,outside\nb,区,duty_room,211302,own\n"]);
    book.present = book.present.reached_by(kernel::Scope::whole(area("211321")), area("211300"));
    book.take_in(&[
        "code,name,kind,area,parent\na,县,duty_room,211321,city\n",
        "body,line,to\na,party,city\n",
        "body,title\na,主班\n",
    ]);
    let not_yours = |row, column| (row, Some(column), Why::NotYours);
    let faults = book.faults(&[
        "code,name,kind,area\ncity,市,duty_room,211300\nb,区,duty_room,211321\nprovince,省,duty_room,210000\n",
        "body,line,to\nb,party,city\n",
        "body,title\nb,主班\n",
    ]);
    let area = Column::Area;
    assert_eq!(
        faults,
        [not_yours(2, area), not_yours(2, Column::Body), not_yours(2, Column::Body), not_yours(3, area), not_yours(4, area)]
    );
}

const CITY: [&str; 3] = [
    include_str!("../../../../../cities/chaoyang/organisations.csv"),
    include_str!("../../../../../cities/chaoyang/posts.csv"),
    include_str!("../../../../../cities/chaoyang/reporting-lines.csv"),
];

#[test]
fn the_demonstration_city_is_taken_in_without_a_fault_and_twice_changes_nothing() {
    let mut book = Book::default();
    let counts = book.take_in(&CITY).counts;
    assert_eq!((counts.bodies.new, counts.posts.new, counts.people.new), (301, 939, 939));
    assert!(book.take_in(&CITY).counts.is_same());
}

#[test]
fn nobody_in_the_demonstration_city_is_real() {
    let lines = Book::read(&CITY);
    assert_eq!(lines.faults, []);
    for body in &lines.bodies {
        assert!(body.name.ends_with("（演示）"), "{}", body.name);
        for phone in body.phones.iter().filter_map(|(_, said)| said.clone().value()).flatten() {
            let (_, local) = phone.number().split_once('-').unwrap();
            assert!(local.starts_with("000"), "{phone}");
        }
    }
    for post in &lines.posts {
        assert!(post.person.clone().value().unwrap().starts_with("演示·"));
        assert!(post.mobile.clone().value().unwrap().number().starts_with("+86-100-0000-"));
        assert!(post.email.clone().value().unwrap().as_str().ends_with(".invalid"));
    }
}

#[test]
fn in_the_demonstration_city_every_report_reaches_the_province_on_three_lines() {
    let lines = Book::read(&CITY);
    let own =
        |code: &str| lines.bodies.iter().any(|b| b.code == code && b.standing.clone().value() == Some(crate::Standing::Own));
    for line in Line::ALL.iter().filter(|line| line.goes_up()) {
        for body in lines.bodies.iter().filter(|body| own(&body.code)) {
            let mut at = body.code.clone();
            for _ in 0..crate::acts::LINE_DEPTH_MAX {
                let next = lines.reporting.iter().find(|row| row.body == at && row.line == *line);
                match next.and_then(|row| row.to.clone().value()) {
                    Some(to) => at = to,
                    None => break,
                }
            }
            assert!(at.starts_with("210000."), "{} on the line {line} ends at {at}", body.code);
        }
    }
}

#[test]
fn reporting_lines_that_come_back_are_refused_and_neighbours_may_face_each_other() {
    let mut book = Book::default();
    book.take_in(&[BODIES, LINES]);
    let faults = book.faults(&["body,line,to\ngov,government,room\n"]);
    assert!(matches!(&faults[0].2, Why::Refused(crate::acts::Refusal::Circle { .. })), "{faults:?}");
    book.take_in(&["body,line,to\ngov,neighbours,room\nroom,neighbours,gov\n"]);
    book.take_in(&["body,line,to\ngov,government,room\nroom,government,-\n"]);
}

#[test]
fn a_sheet_of_something_else_is_passed_over_and_said() {
    let notes = Sheet {
        name: "notes".into(),
        rows: vec![Row { number: 1, cells: vec![Cell { text: "hello".into(), form: Form::Text }] }],
    };
    let mut all = sheets(BODIES.replace("short_name", "remarks").as_bytes()).unwrap();
    assert_eq!(lines(std::slice::from_ref(&notes), &Lexicon::plain()), Err(FileFault::NoSheet));
    all.push(notes);
    let read = lines(&all, &Lexicon::plain()).unwrap();
    assert_eq!(read.passed_over, ["notes"]);
    assert_eq!(read.unread_columns, ["remarks"]);
    let twice = sheets(b"code,name,kind,area,code\n").unwrap();
    assert_eq!(lines(&twice, &Lexicon::plain()), Err(FileFault::ColumnTwice { sheet: String::new(), head: "code".into() }));
}

#[test]
fn a_list_that_was_taken_out_can_be_taken_in_again() {
    let mut book = Book::default();
    let list = "通讯录,,,,,\n导出人：值班员,,,,,\n,,,,,\nbody,name,code,title,person,mobile\n\
        gov,市政府,,,,\nroom,值班室,room/主班,主班,演示·张一,+86 100-0000-0009\n";
    book.take_in(&[BODIES, POSTS]);
    assert_eq!(book.take_in(&[list]).counts.people.changed, 1);
    let faults = book.faults(&["title only\nbody,title,person\nroom,,演示·李一\n"]);
    assert_eq!(faults, [(3, Some(Column::Title), Why::Empty)]);
}

#[test]
fn a_landline_kept_as_a_number_is_a_fault_and_a_mobile_number_is_not() {
    let cell = |text: &str, form| Cell { text: text.into(), form };
    let head = ["body", "title", "person", "mobile", "desk_phone"].map(|text| cell(text, Form::Text));
    let row = [
        cell("room", Form::Text),
        cell("主班", Form::Text),
        cell("演示·张一", Form::Text),
        cell("10000000001", Form::Number),
        cell("4210000003", Form::Number),
    ];
    let sheet = Sheet {
        name: "posts".into(),
        rows: vec![Row { number: 1, cells: head.to_vec() }, Row { number: 2, cells: row.to_vec() }],
    };
    let read = lines(&[sheet], &Lexicon::plain()).unwrap();
    assert_eq!(
        read.faults.iter().map(|f| (f.column, f.why.clone())).collect::<Vec<_>>(),
        [(Some(Column::DeskPhone), Why::PhoneAsNumber)]
    );
    assert_eq!(read.faults[0].to_string(), "posts row 2 desk_phone: PhoneAsNumber");
}
