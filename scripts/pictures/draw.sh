#!/usr/bin/env bash
# Redraws docs/pictures/*.png from the bot's recorded payloads
# (bot/testdata/payloads/*.json) with Discord's look. Needs Node 20, npm and
# Chromium; it installs what else it needs beside itself, without a lock file,
# since that would name a registry.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
npm install --no-package-lock --no-audit --no-fund --silent
exec node draw.mjs "$@"
