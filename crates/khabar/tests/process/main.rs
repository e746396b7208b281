//! What the program promises as a process: that what it acknowledged survives being killed, that a stop lets everybody
//! finish, that its commands say what is wrong. Every test runs the built binary on a data folder of its own.
//!
//! Each story is told on SQLite, and on PostgreSQL when `KHABAR_TEST_POSTGRES` names a server.
//!
//! `kit/` starts, kills and asks it. `durability/` holds the history that is compared after a kill.
//! `KHABAR_KILL_LOOPS` says how often it is killed (default 10; a quarter of that on PostgreSQL, and at least 5), and
//! `KHABAR_POWER_LOOPS` how often the power of its disk is cut (default 2, on each file system).

mod backups;
mod behind_a_proxy;
mod beside_a_server;
mod certificates_by_acme;
mod commands;
mod damaged_files;
mod durability;
mod exports_come_back;
mod failing_disk;
mod import_command;
mod killed_in_a_job;
mod killed_while_importing;
mod killed_while_publishing;
mod killed_while_uploading;
mod kit;
mod log_lines;
mod mirrors;
mod ops_address;
mod power_cut;
mod settings;
mod signing_in;
mod slow_clients;
mod stopping;
mod strangers_send_pictures;
mod the_clock_and_copies;
mod the_sample_can_be_believed;
mod the_samples_archive;
mod the_trail_is_verified;
mod theme_check;
mod tls_of_its_own;
mod what_is_due_goes_out;
