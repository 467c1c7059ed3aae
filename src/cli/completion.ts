/**
 * Completion scripts for shells. They ask a hidden command for what can stand at the cursor, and that reads the command
 * tree the help is made of, so scripts never grow old.
 */

import { exitCodes } from './failure.ts';
import { product } from './terminal.ts';

export const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof shells)[number];

export function completion(shell: Shell): number {
  product(scripts[shell]);
  return exitCodes.fine;
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: `# laneflow for bash: source <(laneflow completion bash)
_laneflow() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(laneflow complete-words --line "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[/=:] ]]; then compopt -o nospace 2>/dev/null || true; fi
}
complete -F _laneflow laneflow
`,
  zsh: `#compdef laneflow
# laneflow for zsh: source <(laneflow completion zsh), after compinit
_laneflow() {
  local line value
  local -a open openshown closed closedshown
  for line in "\${(@f)$(laneflow complete-words -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    value=\${line%%$'\\t'*}
    if [[ -z $value ]]; then continue; fi
    if [[ $value == *[/=:] ]]; then
      open+=("$value") openshown+=("\${line/$'\\t'/  }")
    else
      closed+=("$value") closedshown+=("\${line/$'\\t'/  }")
    fi
  done
  compadd -S '' -l -d openshown -a open
  compadd -l -d closedshown -a closed
}
compdef _laneflow laneflow
`,
  fish: `# laneflow for fish: laneflow completion fish > ~/.config/fish/completions/laneflow.fish
function __laneflow_complete
    set -l words (commandline -opc)
    laneflow complete-words --word=(commandline -ct) -- $words[2..-1] 2>/dev/null
end
complete -c laneflow -f -a '(__laneflow_complete)'
`,
  pwsh: `# laneflow for PowerShell: laneflow completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName laneflow -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } |
    ForEach-Object { $_.Extent.Text.Trim('"', "'") })
  laneflow complete-words "--word=$word" -- @words 2>$null | ForEach-Object {
    $value, $about = $_ -split "\`t", 2
    if (-not $about) { $about = $value }
    $text = if ($value -match '[^\\w./:=-]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
  }
}
`,
};
