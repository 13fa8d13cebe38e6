//! The text as a person would read it.
//!
//! The steps run in the order of [`Step::ALL`]; each is a file, sees the text that the one before it left, and says
//! what it changes as [`Patches`]. A step never copies a text in which it changes nothing, so that a clean report
//! comes through as it is, borrowed.
//!
//! ```
//! let restored = gongbao::restore("全縣關(guān)工組織", &[]);
//! assert_eq!(restored.edits.replay("全縣關(guān)工組織", &restored.text), restored.text);
//! ```

mod chars;
mod escapes;
mod furniture;
mod gbk;
mod gbk_surgery;
mod html;
mod indents;
mod invisible;
mod language;
mod layout;
mod lookalikes;
mod mojibake;
mod pinyin;
mod punctuation;
mod quotes;
mod scan;
mod script;
mod spacing;
mod width;

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

use crate::edit::{Draft, Edits, Patches, Step};
use crate::report::{Script, SetAside, Warning};
use scan::Met;

/// What the page said around the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The title, out of the head of the page.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// 成文日期: the day of the document, as the catalogue of the site says.
    pub dated: Option<Date>,
    /// 发文机构: who issued it, as the catalogue of the site says.
    pub issuer: Option<String>,
    /// 来源: where the page took it from.
    pub origin: Option<String>,
    /// 作者.
    pub byline: Option<String>,
}

/// A text, restored.
#[derive(Clone, Debug)]
pub struct Restored<'s> {
    /// The reading text; borrowed from the source where nothing changed.
    pub text: Cow<'s, str>,
    /// What was changed.
    pub edits: Edits,
    /// The script of the source.
    pub script: Script,
    /// What the page said around the report.
    pub page: Page,
    /// What was set aside.
    pub set_aside: Vec<SetAside>,
    /// What was lost or could not be repaired.
    pub warnings: Vec<Warning>,
}

/// What a step has to say of a place in the text that it sees; the driver turns it into a [`Warning`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// Where, in the text that the step saw.
    pub(crate) range: Range<usize>,
    /// A short stable word.
    pub(crate) code: &'static str,
    /// What it is, for a person.
    pub(crate) message: String,
}

/// What steps find besides their patches.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What the page says of the report.
    pub(crate) page: Page,
    /// What is set aside, as ranges of the text that the step saw, and why.
    pub(crate) aside: Vec<(Range<usize>, &'static str)>,
    /// Most of the text was misread and lost bytes on the way, so that its question marks are told by that.
    pub(crate) lossy: bool,
}

impl Page {
    /// What a page in Traditional characters says of its report is read as the report is.
    fn simplify(&mut self, script: Script) {
        if script == Script::Simplified {
            return;
        }
        for said in
            [&mut self.title, &mut self.origin, &mut self.byline, &mut self.issuer].into_iter().flatten()
        {
            let mut draft = Draft::new(said);
            let own = if script == Script::Mixed { script::detect(said) } else { script };
            draft.apply(Step::Script, &script::script(said, own));
            let now = draft.finish().0.into_owned();
            *said = now;
        }
    }

    /// What was known first stays: the head of a page is surer than a line in its body.
    fn fill(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        self.published = self.published.take().or(other.published);
        self.origin = self.origin.take().or(other.origin);
        self.byline = self.byline.take().or(other.byline);
        self.dated = self.dated.take().or(other.dated);
        self.issuer = self.issuer.take().or(other.issuer);
    }
}

/// Restores a text, leaving out the steps in `skipped`.
#[must_use]
pub fn restore<'s>(source: &'s str, skipped: &[Step]) -> Restored<'s> {
    let mut run = Run {
        draft: Draft::new(source),
        met: None,
        page: Page::default(),
        set_aside: Vec::new(),
        warnings: Vec::new(),
        changed: false,
        marked_up: false,
        misread: false,
        lossy: false,
    };
    let mut script = run.walk(Step::ALL.into_iter(), skipped);
    // Lines that the page had broken may show only when they are whole what they were misread as.
    for _ in 0..AGAIN {
        if !run.is_misread_still(skipped) {
            break;
        }
        let again = run.walk(Step::ALL.into_iter().filter(|&step| step > Step::Mojibake), skipped);
        script = if script == Script::Simplified { again } else { script };
    }
    if !skipped.contains(&Step::Punctuation) {
        let patches = punctuation::doubled(run.draft.text());
        run.apply(Step::Punctuation, &patches);
    }
    let Run { draft, mut page, mut set_aside, mut warnings, .. } = run;
    if !skipped.contains(&Step::Script) {
        page.simplify(script);
    }
    set_aside.sort_by_key(|aside| aside.source);
    warnings.sort_by_key(|warning| warning.source);
    // A step that ran again says again what it has said.
    warnings.dedup();
    let (text, edits) = draft.finish();
    Restored { text, edits, script, page, set_aside, warnings }
}

/// A restoration under way.
struct Run<'s> {
    draft: Draft<'s>,
    /// What the text of the moment holds, once a step has asked.
    met: Option<Met>,
    page: Page,
    set_aside: Vec<SetAside>,
    warnings: Vec<Warning>,
    /// Whether a step changed what the steps before it look at.
    changed: bool,
    /// Whether it was a page of HTML, whose lines are paragraphs.
    marked_up: bool,
    /// Whether something of it was misread, as far as was seen last.
    misread: bool,
    /// Whether most of it was misread and lost bytes.
    lossy: bool,
}

/// So often a text is walked again that looks misread still.
const AGAIN: usize = 2;

impl Run<'_> {
    /// Runs steps in order; says which script the text was in.
    fn walk(&mut self, steps: impl Iterator<Item = Step>, skipped: &[Step]) -> Script {
        let mut script = Script::Simplified;
        for step in steps {
            if step == Step::Invisible && !skipped.contains(&Step::Layout) {
                self.unwrap();
            }
            if step == Step::Pinyin && !skipped.contains(&Step::Width) {
                self.read_radicals();
            }
            if step == Step::Script {
                self.settle(skipped);
                // Without a sign of Traditional text there is nothing to weigh.
                if self.met().has_traditional() {
                    script = script::detect(self.draft.text());
                }
            }
            if !skipped.contains(&step) {
                self.take(step, script);
            }
        }
        script
    }

    /// Reads a text again that was misread, where it looks so still; says whether it was.
    fn is_misread_still(&mut self, skipped: &[Step]) -> bool {
        if std::mem::take(&mut self.misread) && !skipped.contains(&Step::Mojibake) {
            self.met = None;
            self.take(Step::Mojibake, Script::Simplified);
        }
        self.misread
    }

    /// Runs the steps that look at lines, spaces and signs once more, as long as they find something: a sign that has
    /// just got its width may glue what stands beside it, and lines without their spaces may show that they were
    /// broken, or that they are the page's. So a second restoration finds nothing left.
    fn settle(&mut self, skipped: &[Step]) {
        const STEPS: [Step; 5] =
            [Step::Furniture, Step::Layout, Step::Spacing, Step::Width, Step::Punctuation];
        const ROUNDS: usize = 4;
        if !self.changed {
            return;
        }
        for _ in 0..ROUNDS {
            self.changed = false;
            for step in STEPS.into_iter().filter(|step| !skipped.contains(step)) {
                self.take(step, Script::Simplified);
            }
            if !self.changed {
                break;
            }
        }
    }

    /// Joins broken lines before readings and invisible characters go, which fill them.
    fn unwrap(&mut self) {
        let patches = layout::unwrap(self.draft.text());
        self.apply(Step::Layout, &patches);
    }

    /// Puts ideographs in the place of radicals before anything looks for words: numbering, posts, labels. Other forms
    /// wait until the lines are whole, since their width tells how these were broken.
    fn read_radicals(&mut self) {
        if self.met().has_radicals() {
            let patches = width::radicals(self.draft.text());
            self.apply(Step::Width, &patches);
        }
    }

    /// What the text of the moment holds.
    fn met(&mut self) -> Met {
        *self.met.get_or_insert_with(|| Met::of(self.draft.text()))
    }

    /// Whether readings stand in the text of the moment.
    fn has_readings(&mut self) -> bool {
        self.met().calls(Step::Pinyin) && !pinyin::pinyin(self.draft.text()).is_empty()
    }

    fn apply(&mut self, step: Step, patches: &Patches) {
        if !patches.is_empty() {
            self.draft.apply(step, patches);
            // Whether a text was misread is told by more than what stands beside a patch, and asked first.
            let met = self.met.filter(|_| step > Step::Mojibake);
            self.met = met.and_then(|met| met.after(self.draft.text(), patches));
        }
    }

    /// Runs one step.
    fn take(&mut self, step: Step, script: Script) {
        if !self.met().calls(step) {
            return;
        }
        // Surgery is not looked for in the gaps of another damage, unless readings tell of it.
        if step == Step::GbkSurgery && self.lossy && !self.has_readings() {
            return;
        }
        let text = self.draft.text();
        let mut notes = Vec::new();
        let mut found = Found::default();
        let patches: Patches = match step {
            Step::Html => html::html(text, &mut found),
            Step::Escapes => escapes::escapes(text),
            Step::Mojibake => mojibake::mojibake(text, &mut notes, &mut found),
            Step::GbkSurgery => gbk_surgery::gbk_surgery(text, &mut notes),
            Step::Invisible => invisible::invisible(text),
            Step::Pinyin => pinyin::pinyin(text),
            Step::Furniture => furniture::furniture(text, &mut found),
            Step::Layout => layout::layout(text, self.marked_up, &mut found),
            Step::Spacing => spacing::spacing(text),
            Step::Width => width::width(text, &mut notes),
            Step::Punctuation => punctuation::punctuation(text),
            Step::Script => script::script(text, script),
        };
        // Before the patches go in: what was found points into the text that the step saw.
        for Note { range, code, message } in notes {
            let source = self.draft.source_of(range);
            self.warnings.push(Warning { code, source, message });
        }
        for (range, reason) in found.aside {
            let source = self.draft.source_of(range);
            self.set_aside.push(SetAside { source, reason });
        }
        self.page.fill(found.page);
        self.lossy |= found.lossy;
        self.misread |= step == Step::Mojibake && !patches.is_empty();
        self.marked_up |= step == Step::Html && !patches.is_empty();
        self.changed |= !patches.is_empty() && (Step::Layout..=Step::Punctuation).contains(&step);
        self.apply(step, &patches);
    }
}
