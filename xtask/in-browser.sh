#!/bin/sh
# Runs the browser checks of a folder: sh xtask/in-browser.sh tests/journeys/browser
# Brings its pinned packages when they are not there yet. Without a network that is no failure of ours, but it is said.
cd "$1" || exit 1
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  if ! npm ci --ignore-scripts --no-audit --no-fund --prefer-offline; then
    echo "NOT RUN: $1 (its packages could not be fetched)"
    exit 0
  fi
fi
exec node run.mjs
