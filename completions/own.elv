# Completion of own in elvish. It asks own itself, which knows the matrix in force; nothing here goes stale.
use re
use str
set edit:completion:arg-completer[own] = {|@words|
    tmp E:COMPLETE = elvish
    try {
        (external own) -- $@words | from-lines | each {|line|
            var value description = (str:split &max=2 "\t" $line)
            if (eq $value '') {
                # A lone tab stands for file names, which elvish knows better how to complete.
                var path = (re:replace '^--[^=]*=' '' $words[-1])
                var option = (str:trim-suffix $words[-1] $path)
                edit:complete-filename $path | each {|file|
                    edit:complex-candidate $option$file[stem] &code-suffix=$file[code-suffix] &display=$file[display]
                }
            } elif (eq $description '') {
                edit:complex-candidate $value &code-suffix=' '
            } else {
                edit:complex-candidate $value &code-suffix=' ' &display=$value' ('$description')'
            }
        }
    } catch { }
}
