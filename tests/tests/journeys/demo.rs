//! The batch of the demo, with its own script and runtime (R-L2, R-L4).

use super::support::User;

/// An image of some size, made where ffmpeg is sure to be.
fn image(user: &User, size: &str) {
    let (source, to) = (format!("testsrc=size={size}"), format!("{size}.png"));
    let words = [
        "run",
        "--runtime",
        "ffmpeg",
        "--output-dir",
        "images",
        "--",
        "ffmpeg",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        &source,
        "-frames:v",
        "1",
        &to,
    ];
    user.rgrid(&words).exits(0);
}

#[test]
fn an_ordinary_script_makes_jpegs_of_a_folder_of_images_and_does_so_again() {
    let user = User::new();
    user.write("convert.py", include_str!("../../../examples/convert.py"));
    let sizes = ["64x48", "200x100", "333x77"];
    for size in sizes {
        image(&user, size);
    }
    for _ in 0..2 {
        drop(std::fs::remove_dir_all(user.path("outputs")));
        let batch = [
            "run",
            "convert.py",
            "--batch",
            "images/*.png",
            "--runtime",
            "ffmpeg",
        ];
        user.rgrid(&batch).exits(0).says("3 of 3 succeeded");
        for size in sizes {
            let made = std::fs::read(user.path(&format!("outputs/{size}/{size}.jpg"))).unwrap();
            assert!(made.starts_with(&[0xff, 0xd8, 0xff]), "a JPEG");
        }
    }
}
