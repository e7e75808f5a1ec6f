use rgrid_shared::spec::Resources;

use super::{Host, body, image::with_tag};
use crate::engine::{EngineError, maker::Wish};

fn wish() -> Wish {
    Wish {
        node: rgrid_shared::id::NodeId::new(),
        name: "box".into(),
        digest: "sha256:i".into(),
        resources: Resources::default(),
        packages: None,
        network: false,
        work: "/w".into(),
        line: "/l".into(),
    }
}

fn host(egress: Option<&str>) -> Host {
    let egress = egress.map(str::to_owned);
    Host {
        user: (65_532, 65_532),
        egress,
        extra_ca_bundle: Some("/ca.pem".into()),
    }
}

#[test]
fn an_image_without_a_tag_is_the_latest_and_not_all_of_them() {
    assert_eq!(with_tag("python"), "python:latest");
    assert_eq!(with_tag("reg:5000/python"), "reg:5000/python:latest");
    assert_eq!(with_tag("python:3"), "python:3");
    assert_eq!(with_tag("p@sha256:00"), "p@sha256:00");
}

#[test]
fn volumes_of_an_image_are_covered_so_that_only_work_and_tmp_can_be_written() {
    let volumes = ["/data".to_owned(), "/tmp".to_owned(), "/work".to_owned()];
    let body = body::container(&wish(), &host(None), &volumes).unwrap();
    let tmpfs = body.host_config.unwrap().tmpfs.unwrap();
    assert_eq!(tmpfs.len(), 2);
    assert!(tmpfs["/data"].starts_with("ro,"));
    assert!(tmpfs["/tmp"].starts_with("rw,"));
}

#[test]
fn extra_certificates_come_only_with_network() {
    let without = body::container(&wish(), &host(Some("net")), &[]).unwrap();
    assert_eq!(without.network_disabled, Some(true));
    assert!(
        !without
            .env
            .unwrap()
            .iter()
            .any(|pair| pair.contains("rgrid-extra"))
    );
    let mut wish = wish();
    wish.network = true;
    let told = body::container(&wish, &host(Some("net")), &[]).unwrap();
    assert_eq!(told.network_disabled, Some(false));
    let env = told.env.unwrap();
    assert!(
        env.iter()
            .any(|pair| pair == "SSL_CERT_FILE=/etc/ssl/certs/rgrid-extra.pem")
    );
    let config = told.host_config.unwrap();
    assert_eq!(config.network_mode.as_deref(), Some("net"));
    assert!(
        config
            .mounts
            .unwrap()
            .iter()
            .any(|mount| mount.source.as_deref() == Some("/ca.pem"))
    );
    let refused = body::container(&wish, &host(None), &[]).unwrap_err();
    assert!(matches!(refused, EngineError::Unfit(_)));
}
