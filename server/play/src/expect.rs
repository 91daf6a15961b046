//! Whether an answer is as a night expects it.

use serde_json::Value;

use crate::script::Expectation;

impl Expectation {
    /// What is so instead, or nothing when it holds.
    pub(crate) fn broken_by(&self, answer: &Value) -> Option<String> {
        let found = find(answer, &self.at);
        if self.exists == Some(false) {
            return (!found.is_empty()).then(|| format!("{} is there: {}", self.at, shown(&found)));
        }
        if found.iter().any(|value| self.holds(value)) {
            return None;
        }
        Some(format!("{} should {}, but is {}", self.at, self.wish(), shown(&found)))
    }

    fn holds(&self, value: &Value) -> bool {
        let same = |wanted: &toml::Value| serde_json::to_value(wanted).is_ok_and(|wanted| wanted == *value);
        let text = value.as_str().unwrap_or_default();
        let size = value.as_i64().or_else(|| value.as_array().map(|list| list.len() as i64));
        self.is.as_ref().is_none_or(same)
            && self.is_not.as_ref().is_none_or(|unwanted| !same(unwanted))
            && self.contains.as_ref().is_none_or(|part| text.contains(part.as_str()))
            && self.at_least.is_none_or(|least| size.is_some_and(|size| size >= least))
            && self.chars_max.is_none_or(|max| value.is_string() && text.chars().count() <= max)
    }

    fn wish(&self) -> String {
        let mut wishes = Vec::new();
        wishes.extend(self.is.as_ref().map(|v| format!("be {v}")));
        wishes.extend(self.is_not.as_ref().map(|v| format!("not be {v}")));
        wishes.extend(self.contains.as_ref().map(|v| format!("contain {v:?}")));
        wishes.extend(self.at_least.map(|v| format!("be at least {v}")));
        wishes.extend(self.chars_max.map(|v| format!("have at most {v} characters")));
        if wishes.is_empty() { "be there".to_owned() } else { wishes.join(" and ") }
    }
}

/// The values at a pointer; `*` goes through every element of a list.
pub(crate) fn find<'a>(value: &'a Value, pointer: &str) -> Vec<&'a Value> {
    match pointer.split_once("/*") {
        None => value.pointer(pointer).into_iter().collect(),
        Some((list, rest)) => {
            let elements = value.pointer(list).and_then(Value::as_array);
            elements.into_iter().flatten().flat_map(|element| find(element, rest)).collect()
        }
    }
}

fn shown(values: &[&Value]) -> String {
    match values {
        [] => "not there".to_owned(),
        [one] => one.to_string(),
        several => format!("one of {}", several.iter().map(|v| v.to_string()).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn expect(toml: &str) -> Expectation {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn an_expectation_holds_for_some_element_of_a_list() {
        let answer = json!({ "duties": [{ "to": "a", "state": "met" }, { "to": "b", "state": "running" }], "grade": null });
        assert_eq!(expect("at = '/duties/*/state'\nis = 'met'").broken_by(&answer), None);
        assert!(expect("at = '/duties/*/state'\nis = 'late'").broken_by(&answer).unwrap().contains("one of"));
        assert_eq!(expect("at = '/duties'\nat_least = 2").broken_by(&answer), None);
        assert!(expect("at = '/duties'\nat_least = 3").broken_by(&answer).is_some());
        assert!(expect("at = '/nothing'\nis = 1").broken_by(&answer).unwrap().contains("not there"));
        assert_eq!(expect("at = '/nothing'\nexists = false").broken_by(&answer), None);
    }
}
