//! Each kind of rules as tables.

use super::{Reader, Shown, ShownRow};
use crate::class_tree::ClassTree;
use crate::figures::{Item, Nature};
use crate::grading::{Family, Grading};
use crate::office_limits::{Awaited, OfficeLimit, OfficeLimits};
use crate::reporting::Reporting;
use crate::sensitivity::{About, Sensitivity};
use crate::set::{Content, RuleSet};
use crate::telling::Telling;
use crate::words;

/// What `set` says.
#[must_use]
pub fn contents(set: &RuleSet, reader: Reader<'_>) -> Vec<Shown> {
    let tables = match &set.content {
        Content::ClassTree(tree) => vec![classes(tree, set, reader)],
        Content::Figures(items) => vec![figures(items, reader)],
        Content::Sensitivity(sensitivity) => vec![flags(sensitivity, reader)],
        Content::Grading(grading) => graded(grading, reader),
        Content::Reporting(reporting) => vec![duties(reporting, reader), windows(reporting, reader)],
        Content::Telling(telling) => vec![steps(telling, reader)],
        Content::OfficeLimits(own) => vec![limits(own, reader)],
    };
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn classes(tree: &ClassTree, set: &RuleSet, reader: Reader<'_>) -> Shown {
    let language = reader.say.language.code();
    let columns = [words::SHOWN_CODE, words::SHOWN_NAME, words::SHOWN_ALSO, words::SHOWN_STATISTICS, words::SHOWN_NEEDS];
    let row = |class: &crate::Class| ShownRow {
        cells: vec![
            class.code.clone(),
            reader.noted(&class.name, class.note.as_ref()),
            reader.list(class.also.clone()),
            tree.statistic(&class.code).map_or_else(String::new, |kind| kind.name.say(language).to_owned()),
            class.needs.clone().unwrap_or_default(),
        ],
        // Most classes stand where the whole tree does; only what differs is shown in each row.
        basis: if class.basis == set.head.basis { crate::Basis::default() } else { class.basis.clone() },
    };
    Shown {
        heading: reader.word(words::CLASSES_HEADING),
        columns: reader.words(&columns),
        rows: tree.classes.iter().map(row).collect(),
    }
}

fn figures(items: &[Item], reader: Reader<'_>) -> Shown {
    let language = reader.say.language.code();
    let columns = [words::SHOWN_ID, words::SHOWN_NAME, words::SHOWN_UNIT, words::SHOWN_NATURE, words::SHOWN_MAY_BECOME];
    let row = |item: &Item| ShownRow {
        cells: vec![
            item.id.clone(),
            item.name.say(language).to_owned(),
            item.unit.as_ref().map_or_else(String::new, |unit| unit.say(language).to_owned()),
            reader.word(match item.nature {
                Nature::Cumulative => words::NATURE_CUMULATIVE,
                Nature::Current => words::NATURE_CURRENT,
                Nature::Measure => words::NATURE_MEASURE,
                Nature::YesNo => words::NATURE_YES_NO,
            }),
            item.may_become.clone().unwrap_or_default(),
        ],
        basis: item.basis.clone(),
    };
    Shown { heading: reader.word(words::ITEMS_HEADING), columns: reader.words(&columns), rows: items.iter().map(row).collect() }
}

fn flags(sensitivity: &Sensitivity, reader: Reader<'_>) -> Shown {
    let columns = [words::SHOWN_NAME, words::SHOWN_ABOUT, words::SHOWN_SIGNS];
    let row = |flag: &crate::FlagRule| ShownRow {
        cells: vec![
            flag.name.say(reader.say.language.code()).to_owned(),
            reader.word(match flag.about {
                About::Place => words::ABOUT_PLACE,
                About::Time => words::ABOUT_TIME,
                About::People => words::ABOUT_PEOPLE,
                About::Kind => words::ABOUT_KIND,
            }),
            reader.signs(flag),
        ],
        basis: flag.basis.clone(),
    };
    Shown {
        heading: reader.word(words::FLAGS_HEADING),
        columns: reader.words(&columns),
        rows: sensitivity.flags.iter().map(row).collect(),
    }
}

fn graded(grading: &Grading, reader: Reader<'_>) -> Vec<Shown> {
    let mut tables: Vec<Shown> = grading.families.iter().map(|one| family(one, reader)).collect();
    tables.push(Shown {
        heading: reader.word(words::UNGRADED_HEADING),
        columns: reader.words(&[words::SHOWN_WHEN]),
        rows: grading
            .ungraded
            .iter()
            .map(|entry| ShownRow { cells: vec![reader.stems(&entry.classes)], basis: entry.basis.clone() })
            .collect(),
    });
    tables.push(triggers(grading, reader));
    tables
}

fn family(family: &Family, reader: Reader<'_>) -> Shown {
    let name = family.name.say(reader.say.language.code());
    let row = |criterion: &crate::Criterion| ShownRow {
        cells: vec![criterion.grade.as_str().to_owned(), reader.needs(&criterion.needs)],
        basis: criterion.basis.clone(),
    };
    let mut criteria: Vec<&crate::Criterion> = family.criteria.iter().collect();
    criteria.sort_by_key(|criterion| std::cmp::Reverse(criterion.grade.weight()));
    Shown {
        heading: reader
            .say
            .with(words::FAMILY_HEADING, &[("name", name.into()), ("classes", reader.stems(&family.classes).into())]),
        columns: reader.words(&[words::SHOWN_GRADE, words::SHOWN_CRITERION]),
        rows: criteria.into_iter().map(row).collect(),
    }
}

fn triggers(grading: &Grading, reader: Reader<'_>) -> Shown {
    let row = |trigger: &crate::Trigger| {
        let mut asked = vec![reader.stems(&trigger.classes), reader.needs(&trigger.needs)];
        asked.extend(trigger.grade.map(|grade| reader.say.one(words::WHEN_GRADE, "grade", grade.as_str())));
        if !trigger.flags.is_empty() {
            asked.push(reader.say.one(words::WHEN_FLAGS, "flags", reader.list(trigger.flags.clone())));
        }
        let name = trigger.name.say(reader.say.language.code()).to_owned();
        ShownRow { cells: vec![name, reader.clauses(asked)], basis: trigger.basis.clone() }
    };
    Shown {
        heading: reader.word(words::TRIGGERS_HEADING),
        columns: reader.words(&[words::SHOWN_NAME, words::SHOWN_CRITERION]),
        rows: grading.triggers.iter().map(row).collect(),
    }
}

fn duties(reporting: &Reporting, reader: Reader<'_>) -> Shown {
    let columns =
        [words::SHOWN_ID, words::SHOWN_DUTY, words::SHOWN_WHO, words::SHOWN_LINE, words::SHOWN_LIMIT, words::SHOWN_WHEN];
    let row = |duty: &crate::DutyRule| ShownRow {
        cells: vec![
            duty.id.clone(),
            reader.noted(&duty.title, duty.note.as_ref()),
            reader.errand(duty),
            reader.line(duty),
            reader.limit(duty),
            reader.when(&duty.when),
        ],
        basis: duty.basis.clone(),
    };
    Shown {
        heading: reader.word(words::DUTIES_HEADING),
        columns: reader.words(&columns),
        rows: reporting.duties.iter().map(row).collect(),
    }
}

fn windows(reporting: &Reporting, reader: Reader<'_>) -> Shown {
    let row = |window: &crate::Window| ShownRow {
        cells: vec![
            window.title.say(reader.say.language.code()).to_owned(),
            reader.stems(&window.classes),
            reader.say.count(words::LIMIT_DAYS, window.days),
        ],
        basis: window.basis.clone(),
    };
    Shown {
        heading: reader.word(words::WINDOWS_HEADING),
        columns: reader.words(&[words::SHOWN_DUTY, words::SHOWN_WHEN, words::SHOWN_DAYS]),
        rows: reporting.windows.iter().map(row).collect(),
    }
}

fn steps(telling: &Telling, reader: Reader<'_>) -> Shown {
    let row = |step: &crate::StepRule| ShownRow {
        cells: vec![
            step.order.to_string(),
            reader.noted(&step.name, step.note.as_ref()),
            reader.say.count(words::LIMIT_WITHIN, step.limit_min),
            reader.when(&step.when),
        ],
        basis: step.basis.clone(),
    };
    Shown {
        heading: reader.word(words::STEPS_HEADING),
        columns: reader.words(&[words::SHOWN_ORDER, words::SHOWN_NAME, words::SHOWN_LIMIT, words::SHOWN_WHEN]),
        rows: telling.steps.iter().map(row).collect(),
    }
}

fn limits(own: &OfficeLimits, reader: Reader<'_>) -> Shown {
    let row = |limit: &OfficeLimit| ShownRow {
        cells: vec![
            reader.word(match limit.awaits {
                Awaited::Receipt => words::AWAITS_RECEIPT,
                Awaited::Signature => words::AWAITS_SIGNATURE,
                Awaited::Paper => words::AWAITS_PAPER,
                Awaited::Feedback => words::AWAITS_FEEDBACK,
            }),
            reader.noted(&limit.name, limit.note.as_ref()),
            reader.say.count(words::LIMIT_WITHIN, limit.limit_min),
        ],
        basis: limit.basis.clone(),
    };
    Shown {
        heading: reader.word(words::OFFICE_LIMITS_HEADING),
        columns: reader.words(&[words::SHOWN_AWAITS, words::SHOWN_NAME, words::SHOWN_LIMIT]),
        rows: own.limits.iter().map(row).collect(),
    }
}
