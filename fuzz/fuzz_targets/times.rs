//! Any time that people type, for the clock and for the beginning of an incident.
#![no_main]

mod run;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

const YAML: &str = "version: 1
calendar: { time_zone: Europe/Berlin, business_hours: [{ days: mon-fri, from: '09:00', until: '17:00' }], holidays: [12-25] }
people: { ana: { name: Ana }, bob: { name: Bob } }
teams: { web: { name: Web, on_call: { cover: 24/7 } } }
rotas: { web: { for: web, handover: { day: mon, time: '09:00' }, order: [ana, bob], start: 2026-01-05 } }
escalation: { default: { levels: [{ name: One, window: { from: 0m, until: 15m }, call: web }, { name: Two, window: { from: 15m }, call: web }] } }
systems: { shop: { name: Shop, owners: { service: web }, areas: { a: { name: A, primary: web } } } }
";

static MATRIX: LazyLock<String> = LazyLock::new(|| run::compiled(&run::file("times.yaml", YAML)));

fuzz_target!(|data: &[u8]| {
    let Some((form, time)) = data.split_first() else { return };
    let Ok(time) = std::str::from_utf8(time) else { return };
    let at = "2026-11-24 09:00";
    let args: [&[&str]; 5] = [
        &["escalate", "shop", "--at", time],
        &["escalate", "shop", "--at", at, "--since", time],
        &["rota", "web", "--at", at, "--from", time],
        &["who", "shop", "a", "--at", time, "--zone", "America/New_York"],
        &["escalate", "shop", "--at", at, "--elapsed", time],
    ];
    let args = [args[usize::from(*form) % args.len()], &["--matrix", MATRIX.as_str()]].concat();
    run::own(&args, Vec::new(), None);
});
