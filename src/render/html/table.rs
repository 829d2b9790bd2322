//! Tables. Their roles are spelled out, since narrow screens show each row as a list.

use super::{Html, name};
use crate::view::page::{Group, Line, Matrix, Meaning, Row, Table};

impl Html<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.raw("<table class=\"rows\" role=\"table\">\n");
        self.columns(&table.header);
        self.raw("<tbody role=\"rowgroup\">\n");
        for row in &table.rows {
            self.raw("<tr role=\"row\">");
            self.cells(row, &table.header);
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n");
    }

    /// A table with a filter. Without a script there are links to its groups instead.
    pub(super) fn matrix(&mut self, matrix: Matrix<'_>) {
        if matrix.titles.is_empty() {
            self.raw("<p class=\"silent\">The matrix has no systems.</p>\n");
            return;
        }
        self.filter(&matrix.titles);
        let class = if matrix.header.len() > 5 { "matrix wide" } else { "matrix" };
        self.tag("table", &[("class", class), ("role", "table"), ("aria-describedby", "find-count")]);
        self.raw("\n");
        self.columns(&matrix.header);
        for (number, group) in (1..).zip(matrix.groups) {
            self.group(number, &group, &matrix.header);
            if self.is_too_large() {
                break;
            }
        }
        self.raw("</table>\n");
    }

    fn filter(&mut self, titles: &[&str]) {
        let groups = || (1..).zip(titles).map(|(number, title)| (format!("group-{number}"), title));
        self.raw("<div class=\"find\" role=\"search\" hidden>\n<p><label for=\"find-system\">System</label>");
        self.raw("<select id=\"find-system\"><option value=\"\">All systems</option>");
        for (id, title) in groups() {
            self.tag("option", &[("value", &id)]);
            self.text(title);
            self.raw("</option>");
        }
        self.raw("</select></p>\n<p class=\"wide\"><label for=\"find-text\">Area, party, topic</label>");
        self.raw("<input id=\"find-text\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" ");
        self.raw("placeholder=\"backup, schema …\"></p>\n<p class=\"count\" role=\"status\" id=\"find-count\"></p>\n</div>\n");
        self.raw("<nav class=\"jump\" aria-label=\"Systems in the matrix\">");
        for (id, title) in groups() {
            self.tag("a", &[("href", &format!("#{id}"))]);
            self.text(title);
            self.raw("</a>");
        }
        self.raw("</nav>\n");
    }

    fn group(&mut self, number: usize, group: &Group, header: &[String]) {
        let (id, columns) = (format!("group-{number}"), header.len().to_string());
        self.tag("tbody", &[("role", "rowgroup"), ("id", &id), ("data-words", &group.words)]);
        self.raw("\n<tr class=\"system\" role=\"row\">");
        self.tag("th", &[("scope", "rowgroup"), ("role", "rowheader"), ("colspan", &columns)]);
        let mut lines = group.title.iter();
        self.lines(lines.by_ref().take(1));
        self.raw("<div class=\"contacts\">");
        self.lines(lines);
        self.raw("</div></th></tr>\n");
        for row in &group.rows {
            self.row(row, header);
        }
        self.raw("</tbody>\n");
    }

    fn row(&mut self, row: &Row, header: &[String]) {
        let id = row.cells.first().and_then(|cell| cell.first()).and_then(|line| name(line)).unwrap_or_default();
        self.tag("tr", &[("class", "area"), ("role", "row"), ("id", id), ("data-words", &row.words)]);
        self.cells(&row.cells, header);
        self.raw("</tr>\n");
    }

    fn columns(&mut self, header: &[String]) {
        self.raw("<thead role=\"rowgroup\"><tr role=\"row\">");
        for name in header {
            self.tag("th", &[("scope", "col"), ("role", "columnheader")]);
            self.text(name);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n");
    }

    /// The cells of a row. One of them names the row.
    fn cells(&mut self, cells: &[Vec<Line>], header: &[String]) {
        let names =
            cells.iter().position(|cell| is_name(cell)).or((!cells.iter().take(1).all(Vec::is_empty)).then_some(0));
        for (index, (cell, label)) in cells.iter().zip(header).enumerate() {
            if names == Some(index) {
                self.raw("<th scope=\"row\" role=\"rowheader\">");
                self.lines(cell);
                self.raw("</th>");
                continue;
            }
            let rest = header.len() - index;
            let spans = index + 1 == cells.len() && rest > 1;
            let (span, label) = if spans { (rest.to_string(), "") } else { (String::new(), label.as_str()) };
            self.tag("td", &[("class", class(cell)), ("role", "cell"), ("data-label", label), ("colspan", &span)]);
            self.lines(cell);
            if cell.is_empty() {
                self.blank("–");
            }
            self.raw("</td>");
        }
    }

    fn lines<'l>(&mut self, lines: impl IntoIterator<Item = &'l Line>) {
        for line in lines {
            self.raw("<div>");
            self.line(line);
            self.raw("</div>");
        }
    }
}

fn is_name(cell: &[Line]) -> bool {
    let first = cell.first().and_then(|line| line.first());
    first.is_some_and(|run| matches!(run.meaning, Meaning::Strong | Meaning::Name(_)))
}

/// Checks whether a cell is a gap, or says nothing.
fn class(cell: &[Line]) -> &'static str {
    let all = |meaning: &Meaning| cell.iter().flatten().all(|run| run.meaning == *meaning);
    match () {
        () if all(&Meaning::Blank) => "none",
        () if all(&Meaning::Missing) => "gap",
        () => "",
    }
}
