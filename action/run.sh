#!/usr/bin/env bash
# Runs the commands of the action, all of them even when one fails; ends with the worst exit code.
set -uo pipefail

echo "::add-matcher::$GITHUB_ACTION_PATH/problem-matcher.json"

files=()
while IFS= read -r line; do
  line="${line#"${line%%[![:space:]]*}"}"
  line="${line%"${line##*[![:space:]]}"}"
  if [ -n "$line" ]; then files+=("$line"); fi
done <<< "$INPUT_FILES"

# Without a version, npx takes what the repository has installed.
package=laneflow
if [ -n "$INPUT_VERSION" ]; then package="laneflow@$INPUT_VERSION"; fi

refuse() {
  echo "::error title=laneflow::$1" >&2
  exit 2
}

read -ra commands <<< "${INPUT_COMMAND//[,$'\n']/ }"
reports=0
for command in "${commands[@]:-none}"; do
  case "$command" in
    check | test) reports=$((reports + 1)) ;;
    fmt | render) ;;
    *) refuse "The input 'command' is one or more of check, test, fmt and render." ;;
  esac
done

# Two documents in one file are none.
if [ -n "$INPUT_OUTPUT" ] && [ "$reports" -gt 1 ]; then
  case "$INPUT_FORMAT" in
    json | junit) refuse "The input 'output' holds one report in $INPUT_FORMAT, so 'command' is check or test, not both." ;;
  esac
fi

if [ -n "$INPUT_OUTPUT" ]; then : > "$INPUT_OUTPUT" || exit 2; fi

# The file gets reports in the format that was asked for; the log has the rest.
run() {
  if [ -n "$INPUT_OUTPUT" ] && [[ " ${flags[*]} " == *" --format $INPUT_FORMAT "* ]]; then
    npx --yes "$package" "$@" >> "$INPUT_OUTPUT"
  else
    npx --yes "$package" "$@"
  fi
}

# The flags of one command; reports that it does not have become those of GitHub.
flags_of() {
  flags=()
  case "$1" in
    check)
      flags+=(--format "$INPUT_FORMAT")
      if [ -n "$INPUT_PROFILE" ]; then flags+=(--profile "$INPUT_PROFILE"); fi
      if [ -n "$INPUT_MAX_WARNINGS" ]; then flags+=(--max-warnings "$INPUT_MAX_WARNINGS"); fi
      if [ -n "$INPUT_BASELINE" ]; then flags+=(--baseline "$INPUT_BASELINE"); fi
      if [ -n "$INPUT_SINCE" ]; then flags+=(--since "$INPUT_SINCE"); fi
      ;;
    test)
      case "$INPUT_FORMAT" in
        compact | sarif) flags+=(--format github) ;;
        *) flags+=(--format "$INPUT_FORMAT") ;;
      esac
      if [ -n "$INPUT_SINCE" ]; then flags+=(--since "$INPUT_SINCE"); fi
      ;;
    fmt | render) flags+=(--check) ;;
  esac
}

worst=0
for command in "${commands[@]}"; do
  flags_of "$command"
  run "$command" ${flags[@]+"${flags[@]}"} -- ${files[@]+"${files[@]}"}
  code=$?
  if [ "$code" -gt "$worst" ]; then worst=$code; fi
done
exit "$worst"
