use super::*;
use crate::compiled::write;

fn scopes() -> Vec<Scope> {
    let part = |part: Part| Scope::Parts(vec![part]);
    vec![
        Scope::Whole,
        Scope::WithoutSystems,
        part(Part::System("postgres".into())),
        part(Part::System("postgers".into())),
        part(Part::AreaOf("postgres".into(), "backup".into())),
        part(Part::Area("backup".into())),
        part(Part::Area("bakcup".into())),
        part(Part::Topic("backup".into())),
        part(Part::Party("backend".into())),
        part(Part::OfParty("backend".into())),
        part(Part::Roles),
        part(Part::NamedIn("restart sqlite and duckdb".into())),
        part(Part::Thing("sqlite".into())),
        part(Part::SystemBeginning("P".into())),
        part(Part::AreaBeginning("b".into())),
    ]
}

fn compiled(matrix: &Matrix) -> Vec<u8> {
    write(matrix, &Origin::default()).unwrap()
}

fn open(bytes: &[u8]) -> Result<Compiled, Broken> {
    let mut file = tempfile::tempfile().unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
    Compiled::open(file)
}

#[test]
fn a_part_has_the_systems_that_it_names_and_their_ancestors() {
    let matrix = crate::source::built_in().unwrap();
    let compiled = open(&compiled(&matrix)).unwrap();
    let ids = |part: Part| -> Vec<String> {
        let matrix = compiled.matrix(&Scope::Parts(vec![part])).unwrap();
        matrix.systems.into_iter().map(|system| system.id).collect()
    };
    assert_eq!(ids(Part::System("postgres".into())), ["postgresql"]);
    assert_eq!(ids(Part::System("postgers".into())), ["postgresql"]);
    assert_eq!(ids(Part::System("environment files".into())), ["file-storage", "environment-files"]);
    assert_eq!(ids(Part::NamedIn("restart SQLite".into())), ["sqlite"]);
    assert_eq!(ids(Part::SystemBeginning("Sq".into())), ["sqlite"]);
    assert_eq!(ids(Part::System("nothing of the kind".into())), [""; 0]);
    let area = compiled.matrix(&Scope::Parts(vec![Part::AreaOf("postgres".into(), "Back".into())])).unwrap();
    let [postgres] = &area.systems[..] else { panic!("one system") };
    for area in &postgres.areas {
        assert_eq!(area.assignments.is_empty(), area.id != "backup", "{}", area.id);
    }
    let complete = Matrix { files: matrix.files.clone(), ..compiled.matrix(&Scope::Whole).unwrap() };
    assert_eq!(complete, matrix);
}

#[test]
fn no_flipped_bit_goes_unseen() {
    let matrix = crate::source::built_in().unwrap();
    let bytes = compiled(&matrix);
    // Reads every list of systems by party.
    let parties = matrix.parties.iter().map(|party| Part::OfParty(party.id.clone())).collect();
    let scopes: Vec<Scope> = scopes().into_iter().chain([Scope::Parts(parties)]).collect();
    let expected: Vec<Matrix> = scopes.iter().map(|scope| open(&bytes).unwrap().matrix(scope).unwrap()).collect();
    let mut seen = 0;
    // Every byte takes minutes.
    let step = if std::env::var_os("OWN_TEST_THOROUGH").is_some_and(|thorough| thorough == "1") { 3 } else { 29 };
    for at in (0..bytes.len()).step_by(step) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let Ok(compiled) = open(&flipped) else {
            seen += 1;
            continue;
        };
        let mut damaged = compiled.origin().is_err();
        for (scope, expected) in scopes.iter().zip(&expected) {
            match compiled.matrix(scope) {
                Ok(matrix) => assert_eq!(matrix, *expected, "byte {at}, {scope:?}"),
                Err(_) => damaged = true,
            }
        }
        seen += usize::from(damaged);
    }
    // The others are in lists of systems that no scope here needs.
    assert!(seen * step * 100 > bytes.len() * 95, "{seen} of {}", bytes.len());
}

#[test]
fn no_end_goes_missing_unseen() {
    let bytes = compiled(&crate::source::built_in().unwrap());
    for length in 0..bytes.len() {
        assert!(open(&bytes[..length]).is_err(), "{length}");
    }
}
