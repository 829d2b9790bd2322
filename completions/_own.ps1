# Completion of own in PowerShell. It asks own itself, which knows the matrix in force; nothing here goes stale.
Register-ArgumentCompleter -Native -CommandName own -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The words before the cursor and the one at it, read but never run.
    $words = @()
    $current = ''
    foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.StartOffset -ge $cursorPosition) { break }
        $text = $element.Extent.Text
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $text = $element.Value
        }
        if ($element.Extent.EndOffset -ge $cursorPosition) { $current = $text } else { $words += $text }
    }

    $program = Get-Command own -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $program) { return }
    $complete, $encoding = $env:COMPLETE, [Console]::OutputEncoding
    try {
        $env:COMPLETE = 'powershell'
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $answer = & $program -- @words "=$current" 2> $null
    } finally {
        $env:COMPLETE = $complete
        [Console]::OutputEncoding = $encoding
    }

    foreach ($line in $answer) {
        $word, $value, $description = $line.Split("`t")
        if (-not $value) { continue }
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($word, $value, 'ParameterValue', $description)
    }
}
