#!/bin/sh
# Runs a program of Node's in a folder: sh xtask/with-node.sh tests/journeys/browser run.mjs
# Brings its pinned packages when they are not there yet. Where npm is and cannot bring them, that is a failure: a check that
# was to be run and was not must not look like one that passed.
cd "$1" || exit 1
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  if ! npm ci --ignore-scripts --no-audit --no-fund --prefer-offline; then
    echo "$1: npm could not bring its packages" >&2
    exit 1
  fi
fi
exec node "$2"
