//! Small things of many tests.

/// Bytes that differ from place to place.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..length).map(|_| next()).collect()
}

/// Runs each function against both stores.
macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        mod embedded {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::store::bed::Bed::embedded().await).await;
            })+
        }
        mod seaweedfs {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::store::bed::Bed::seaweedfs().await).await;
            })+
        }
    };
}
pub(crate) use both;
