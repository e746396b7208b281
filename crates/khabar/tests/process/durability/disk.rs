//! A disk of a newsroom's own, laid under its data folder: one that loses its power at a word, and one that is small. Only
//! root may do that, and only where the machine has loop devices; elsewhere it is said that it was not done.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::kit::{Newsroom, copy_folder, within};

/// As much as XFS needs; the image is sparse.
const IMAGE: u64 = 400 << 20;
/// What the images of these tests are called under the folder of the tests.
const IMAGES: &str = "disks";

/// How the disk is formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// ext4, as most newsrooms have.
    Ext4,
    /// XFS.
    Xfs,
}

/// What it is made of.
#[derive(Debug)]
enum Made {
    /// An image in a file.
    Image(PathBuf),
    /// Memory.
    Memory,
}

/// A disk that is taken away again when it is dropped.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    made: Made,
}

impl Disk {
    /// Lays one under a newsroom that does not run, with all that it has on it. Says aloud where that cannot be.
    pub fn under(newsroom: &Newsroom, format: Format) -> Option<Disk> {
        let shared = Path::new(env!("CARGO_TARGET_TMPDIR")).join(IMAGES);
        take_leftovers_away(&shared);
        let image = shared.join("one.img");
        let lay = || {
            std::fs::create_dir_all(&shared).map_err(|error| error.to_string())?;
            let file = std::fs::File::create(&image).map_err(|error| error.to_string())?;
            file.set_len(IMAGE).map_err(|error| error.to_string())?;
            let program = format!("mkfs.{format}");
            let quiet = if format == Format::Ext4 { "-qF" } else { "-qf" };
            run(&program, &[quiet, &text(&image)])?;
            run("xfs_io", &["-V"])?;
            Disk { folder: newsroom.data(), made: Made::Image(image.clone()) }.fill()
        };
        said(&format!("power cuts on {format}"), lay())
    }

    /// Lays a small one under a newsroom that does not run: what it has, and so many bytes of room.
    pub fn small_under(newsroom: &Newsroom, room: u64) -> Option<Disk> {
        let bytes = size_of(&newsroom.data()) + room;
        let lay = || {
            let disk = Disk { folder: newsroom.data(), made: Made::Memory };
            disk.fill_with(&["-t", "tmpfs", "-o", &format!("size={bytes}"), "khabar-test"])
        };
        said("a full disk", lay())
    }

    /// Gives a small one so many bytes of room.
    pub fn grow(&self, room: u64) {
        let bytes = size_of(&self.folder) + room;
        run("mount", &["-o", &format!("remount,size={bytes}"), &text(&self.folder)]).expect("it grows");
    }

    /// Cuts its power: nothing reaches it any more, and what had not reached it is lost.
    pub fn cut(&self) {
        run("xfs_io", &["-x", "-c", "shutdown", &text(&self.folder)]).expect("the power can be cut");
    }

    /// Brings the power back, once nobody uses the disk any more.
    pub fn power_returns(&self) {
        let folder = text(&self.folder);
        assert!(
            within(Duration::from_secs(10), || run("umount", &[&folder]).is_ok()),
            "somebody uses the disk"
        );
        self.mount().expect("the disk is there again");
    }

    /// Puts what stands in the folder on it, and it under the folder.
    fn fill(self) -> Result<Disk, String> {
        let Made::Image(image) = &self.made else { return Err("it is no image".to_owned()) };
        let image = text(image);
        self.fill_with(&["-o", "loop", &image])
    }

    fn fill_with(self, words: &[&str]) -> Result<Disk, String> {
        let kept = self.folder.with_extension("kept");
        std::fs::rename(&self.folder, &kept).map_err(|error| error.to_string())?;
        std::fs::create_dir(&self.folder).map_err(|error| error.to_string())?;
        let folder = text(&self.folder);
        if let Err(why) = run("mount", &[words, &[folder.as_str()]].concat()) {
            // The newsroom stands as it stood.
            let _ = std::fs::remove_dir(&self.folder);
            std::fs::rename(&kept, &self.folder).map_err(|error| error.to_string())?;
            return Err(why);
        }
        let _ = std::fs::remove_dir(self.folder.join("lost+found"));
        copy_folder(&kept, &self.folder).map_err(|error| error.to_string())?;
        run("sync", &["-f", &folder])?;
        Ok(self)
    }

    fn mount(&self) -> Result<(), String> {
        match &self.made {
            Made::Image(image) => run("mount", &["-o", "loop", &text(image), &text(&self.folder)]),
            Made::Memory => Err("what is in memory does not come back".to_owned()),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let folder = text(&self.folder);
        if !within(Duration::from_secs(3), || !is_mounted(&folder) || run("umount", &[&folder]).is_ok()) {
            // Whoever still uses it keeps it until then; the folder is free.
            let _ = run("umount", &["-l", &folder]);
        }
        if let Made::Image(image) = &self.made {
            let _ = std::fs::remove_file(image);
        }
    }
}

/// What a run that was killed left mounted. One newsroom is at work at a time, so nobody uses it.
fn take_leftovers_away(images: &Path) {
    let devices = std::fs::read_dir("/sys/block").into_iter().flatten().flatten();
    for device in devices {
        let backing = std::fs::read_to_string(device.path().join("loop/backing_file")).unwrap_or_default();
        if !Path::new(backing.trim()).starts_with(images) {
            continue;
        }
        let device = format!("/dev/{}", device.file_name().to_string_lossy());
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
        for line in mounts.lines().filter(|line| line.starts_with(&format!("{device} "))) {
            let _ = run("umount", &["-l", line.split(' ').nth(1).unwrap_or_default()]);
        }
        let _ = run("losetup", &["-d", &device]);
    }
}

fn is_mounted(folder: &str) -> bool {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    mounts.lines().any(|line| line.split(' ').nth(1) == Some(folder))
}

fn said<T>(what: &str, laid: Result<T, String>) -> Option<T> {
    laid.inspect_err(|why| println!("NOT RUN: {what} ({why})")).ok()
}

/// Runs it to its end; what it complained of, on one line.
fn run(program: &str, words: &[&str]) -> Result<(), String> {
    // Debian keeps these off a plain user's path.
    let path = format!("{}:/usr/sbin:/sbin", std::env::var("PATH").unwrap_or_default());
    let output = Command::new(program).args(words).env("PATH", path).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    let complaint = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    if output.status.success() { Ok(()) } else { Err(format!("{program}: {complaint}")) }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Bytes that a folder takes, in whole pages, as memory takes them.
fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.filter_map(|entry| {
        let about = entry.metadata().ok()?;
        Some(if about.is_dir() { size_of(&entry.path()) } else { about.len().next_multiple_of(4096) })
    });
    sizes.sum()
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Ext4 => "ext4",
            Format::Xfs => "xfs",
        })
    }
}
