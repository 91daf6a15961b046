//! The page that a person reads: `docs/authority.md`.

/// What is not allowed.
pub const NO: &str = "·";
const YES: &str = "✓";

/// Whom a door lets in.
pub struct DoorRow {
    pub room: String,
    pub method: String,
    pub path: &'static str,
    pub action: &'static str,
    pub audience: &'static str,
    pub lets_in: Vec<bool>,
}

/// The whole page.
pub fn page(actions: &str, doors: &str) -> String {
    format!(
        "# Who may do what\n\n\
         Made by `UPDATE=1 cargo test -p server --test authority` from the policies in `server/policies/` and from every role knocking at \
         every door. The same test fails when this page is not what the program does.\n\n\
         ## By what is done\n\n\
         What each kind of post may do, and where. `area`: in the area of the post and below it. `city`: in the whole city of the post. \
         `case`: on the case that the person was called to, wherever it is. `own`: for oneself. ◆: work secrets too. {NO}: not allowed. \
         Whatever is not in this table is refused.\n\n\
         {actions}\n\
         ## By door\n\n\
         Whom a door lets in who holds the post for the whole city. `public` doors let in anybody, `signed-in` doors whoever is signed in, \
         `post` doors whom the table above allows the action. What lies outside the area of a post is refused behind the door, and is in no \
         list.\n\n\
         {doors}"
    )
}

/// One table a room, one row a door.
pub fn doors(roles: &[&str], rows: &[DoorRow]) -> String {
    let mut head = vec!["door", "action", "for"];
    head.extend(roles);
    let mut page = String::new();
    for room in rows.chunk_by(|one, next| one.room == next.room) {
        let cells: Vec<Vec<String>> = room.iter().map(cells).collect();
        page.push_str(&format!("### {}\n\n{}\n", room[0].room, grid(&head, &cells)));
    }
    page.trim_end().to_owned() + "\n"
}

fn cells(row: &DoorRow) -> Vec<String> {
    let mut cells = vec![format!("`{} {}`", row.method, row.path), format!("`{}`", row.action), row.audience.to_owned()];
    cells.extend(row.lets_in.iter().map(|yes| if *yes { YES } else { NO }.to_owned()));
    cells
}

/// A table in Markdown.
pub fn grid(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{}{body}", line(&head), line(&rule))
}

/// The first line in which two pages differ.
pub fn first_difference(read: &str, written: &str) -> String {
    let (mut read, mut written) = (read.lines(), written.lines());
    for number in 1.. {
        match (read.next(), written.next()) {
            (None, None) => break,
            (one, other) if one == other => {}
            (one, other) => return format!("line {number}\n  read  {}\n  now   {}", one.unwrap_or("-"), other.unwrap_or("-")),
        }
    }
    "no line differs".to_owned()
}
