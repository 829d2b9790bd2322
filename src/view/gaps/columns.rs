//! Gaps for programs that read CSV: one figure or one gap a row, `what` says which.

use crate::view::{Columns, Rows};

pub(super) const COVERAGE: Columns = Columns::of(
    "what= system= area= party= measure= count= of= share= placeholders= value= file=.at.file line=.at.line",
    &[
        Rows::lines(
            "systems",
            "what='coverage' system=.id",
            &[
                "measure='primary' count=.coverage.primary.named of=.coverage.areas share=.coverage.primary.share \
                 placeholders=.coverage.primary.placeholder",
                "measure='secondary' count=.coverage.secondary.named of=.coverage.areas \
                 share=.coverage.secondary.share placeholders=.coverage.secondary.placeholder",
                "measure='escalation' count=.coverage.escalation.named of=.coverage.areas \
                 share=.coverage.escalation.share placeholders=.coverage.escalation.placeholder",
                "measure='accountable' count=.coverage.accountable.named of=.coverage.areas \
                 share=.coverage.accountable.share placeholders=.coverage.accountable.placeholder",
                "measure='approval-instead' count=.coverage.approval_instead of=.coverage.areas",
                "else value='no-areas'",
            ],
        ),
        Rows::lines("owned", "what='total' of=.systems file= line=", &["measure='owned' count=.owned"]),
        Rows::lines(
            "total",
            "what='total' of=.areas file= line=",
            &[
                "measure='primary' count=.primary.named share=.primary.share placeholders=.primary.placeholder",
                "measure='secondary' count=.secondary.named share=.secondary.share \
                 placeholders=.secondary.placeholder",
                "measure='escalation' count=.escalation.named share=.escalation.share \
                 placeholders=.escalation.placeholder",
                "measure='accountable' count=.accountable.named share=.accountable.share \
                 placeholders=.accountable.placeholder",
                "measure='approval-instead' count=.approval_instead",
            ],
        ),
        Rows::lines(
            "tiers",
            "what='tier' value=.tier file= line=",
            &[
                "measure='owned' count=.owned of=.systems",
                "measure='primary' count=.coverage.primary.named of=.coverage.areas share=.coverage.primary.share \
                 placeholders=.coverage.primary.placeholder",
                "measure='secondary' count=.coverage.secondary.named of=.coverage.areas \
                 share=.coverage.secondary.share placeholders=.coverage.secondary.placeholder",
                "measure='escalation' count=.coverage.escalation.named of=.coverage.areas \
                 share=.coverage.escalation.share placeholders=.coverage.escalation.placeholder",
            ],
        ),
        Rows::each(
            "missing.lacks",
            "what='missing' system=missing.system.id area=missing.area.id party=.instead.id measure=.what value=.why \
             file=missing.at.file line=missing.at.line",
        ),
        Rows::lines(
            "parties",
            "what='party' party=.id",
            &[
                "measure='primary' count=.primary share=.share_of_primaries",
                "measure='secondary' count=.secondary",
                "measure='escalation' count=.escalation",
                "measure='approval' count=.approval",
                "measure='accountable' count=.accountable",
                "measure='kind' value=.kind",
                "measure='described' value=.described",
                "measure='on-call' value=.on_call.cover",
            ],
        ),
        Rows::each("hours", "what='hours' system=.id measure='other-hours' value=.other_hours"),
        Rows::each(
            "hours.around_the_clock",
            "what='hours' system=hours.id party=.id measure='on-call' value='24/7' file=hours.at.file line=hours.at.line",
        ),
        Rows::each(
            "hours.off_hours",
            "what='hours' system=hours.id party=.id measure='on-call' value='off-hours' file=hours.at.file line=hours.at.line",
        ),
        Rows::each(
            "hours.business_hours",
            "what='hours' system=hours.id party=.id measure='on-call' value='business-hours' file=hours.at.file line=hours.at.line",
        ),
        Rows::each(
            "hours.unknown",
            "what='hours' system=hours.id party=.id measure='on-call' value='unknown' file=hours.at.file line=hours.at.line",
        ),
        Rows::each("hours.areas", "what='hours' system=hours.id area=.id measure='other-hours' value=.other_hours"),
        Rows::each(
            "rotas.gaps",
            "what='rota' party=rotas.id measure='gap' value=.from.at/.until.at file=rotas.at.file \
             line=rotas.at.line",
        ),
        Rows::each(
            "rotas.overlaps",
            "what='rota' party=rotas.id measure='overlap' value=.from.at/.until.at file=rotas.at.file \
             line=rotas.at.line",
        ),
    ],
);

pub(super) const FILES: Columns = Columns::of(
    "what= path= system= owners= files= share=",
    &[
        Rows::each("", "what='total' files=.owned share=.share"),
        Rows::each("systems", "what='system' system=.id owners=.owners.id files=.files share=.share"),
        Rows::each("contested", "what='contested' path=.path system=.systems.id files=.files"),
        Rows::each("without", "what='without' path=.path files=.files"),
    ],
);

pub(super) const WITHOUT: Columns = Columns::of(
    "party=id what= system=.system.id id= name= lost= left= file=.at.file line=.at.line",
    &[
        Rows::each("areas", "what='area' id=.area.id name=.area.name lost=.lost left=.left.id"),
        Rows::each("owners", "what='owner' id=.role name=.title lost='owner'"),
        Rows::each("levels", "what='level' system= id=.id name=.name lost='contact'"),
        Rows::each("duties", "what='duty' name=.name lost='by'"),
        Rows::each("changes", "what='change' system= id=.id name=.name lost='approval'"),
        // A header alone would look like an answer that got lost.
        Rows::otherwise("what='nothing'"),
    ],
);
