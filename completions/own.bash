# Completion of own in bash. It asks own itself, which knows the matrix in force; nothing here goes stale.
_own() {
    local answer
    COMPREPLY=()
    while IFS= read -r answer; do
        COMPREPLY+=("$answer")
    done < <(COMPLETE=bash command own -- "${COMP_LINE:0:COMP_POINT}" "$2" "${COMP_TYPE-}" 2> /dev/null)
    # A lone tab stands for file names, which bash knows better how to complete.
    if [[ ${COMPREPLY[0]-} == $'\t' ]]; then
        COMPREPLY=()
        compopt -o default 2> /dev/null
    fi
}
# Bash before 4.4 can't keep the order.
complete -o nosort -F _own own 2> /dev/null || complete -o default -F _own own
