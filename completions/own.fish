# Completion of own in fish. It asks own itself, which knows the matrix in force; nothing here goes stale.
function __own_complete
    set --local words (commandline --current-process --tokenize --cut-at-cursor)
    set --local current (commandline --current-token --cut-at-cursor)
    set --local answer (COMPLETE=fish command own -- $words "$current" 2> /dev/null)
    # A lone tab stands for file names, which fish knows better how to complete.
    if test "$answer[1]" = \t
        set --local option (string match --regex -- '^--[^=]*=' "$current")
        set --local path (string replace --regex -- '^--[^=]*=' '' "$current")
        printf '%s\n' "$option"(complete --do-complete="'' $path")
    else
        printf '%s\n' $answer
    end
end
complete --command own --no-files --keep-order --arguments '(__own_complete)'
