# bash completion of metricctl, which says itself what may follow.

_metricctl() {
    local mode line text blank=
    COMPREPLY=()
    {
        IFS= read -r mode || return 0
        if [[ $mode == files ]]; then
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$2")
            return 0
        fi
        while IFS= read -r line; do
            text=${line%%$'\t'*}
            [[ $text == =* ]] && blank=yes
            text=${text:1}
            [[ $mode == raw ]] || printf -v text %q "$text"
            COMPREPLY+=("$text")
        done
    } < <("${1/#\~\//$HOME/}" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    [[ $blank ]] || compopt -o nospace 2>/dev/null
    return 0
}

complete -F _metricctl metricctl
