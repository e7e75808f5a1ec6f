use super::dependencies;

fn said(script: &str) -> Option<Result<String, String>> {
    dependencies(script)
}

#[test]
fn a_block_names_packages() {
    let script = "#!/usr/bin/env python3\n# /// script\n# requires-python = \">=3.11\"\n# dependencies = [\n\
        #   \"numpy<3\",\n#\n#   \"rich\", # nice\n# ]\n# ///\nimport numpy\n";
    assert_eq!(said(script), Some(Ok("numpy<3\nrich\n".into())));
    assert_eq!(said(&script.replace('\n', "\r\n")), said(script));
}

#[test]
fn a_block_without_packages_says_that_there_are_none() {
    assert_eq!(said("# /// script\n# ///\n"), Some(Ok(String::new())));
    assert_eq!(said("# script\nimport x\n"), None);
    assert_eq!(said("x = '''\n # /// script\n'''\n"), None);
}

#[test]
fn its_index_goes_with_it() {
    let script = "# /// script\n# dependencies = [\"a\"]\n# [[tool.uv.index]]\n# url = \"https://one.example\"\n\
        # default = true\n# [[tool.uv.index]]\n# url = \"https://two.example\"\n# ///\n";
    let lines = "--index-url https://one.example\n--extra-index-url https://two.example\na\n";
    assert_eq!(said(script), Some(Ok(lines.into())));
}

#[test]
fn a_broken_block_is_an_error_and_not_silence() {
    for broken in [
        "# /// script\n# dependencies = [\"a\"]\nimport a\n",
        "# /// script\n# dependencies = [\n# ///\n",
        "# /// script\n# dependencies = \"a\"\n# ///\n",
        "# /// script\n# dependencies = [\"a\"]\n# [tool.uv.sources]\n# a = { path = \"x\" }\n# ///\n",
    ] {
        assert!(matches!(said(broken), Some(Err(_))), "{broken}");
    }
}
