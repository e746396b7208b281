//! Backups through the built program: taken while others write, brought back equal, damaged, cut, kept up to date by the
//! server, and the way back from an upgrade.

mod damaged;
mod elsewhere;
mod equal;
mod kept_up_to_date;
mod kit;
mod secrets;
mod under_load;
mod upgrades;
