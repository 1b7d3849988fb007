#!/usr/bin/env bash
# Fails when the page builds HTML or code out of text: names in an image are a stranger's data.
set -euo pipefail
cd "$(dirname "$0")/.."
bad='\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|unsafeHTML|unsafeSVG|unsafeMathML|srcdoc)\b|document\.write|\beval *\(|new Function\b|javascript:'
if grep -rnEi --include='*.ts' --include='*.js' --include='*.html' --exclude-dir=pkg "$bad" www; then
  echo "no-html: the lines above build HTML or code from text; use textContent, Lit's templates or the DOM" >&2
  exit 1
fi
echo "no-html: nothing in www/ builds HTML or code from text"
