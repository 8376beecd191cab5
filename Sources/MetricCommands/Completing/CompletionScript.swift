/// The completion script of each shell.
///
/// They ask `metricctl __complete` what may follow, which reads the line as the program itself does, and
/// hand it to the shell. Candidates are never evaluated: bash is given them quoted by `printf %q`, and
/// zsh and fish quote what they insert by themselves.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  private static let bashText = #"""
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
    """#

  private static let zshText = #"""
    #compdef metricctl
    # zsh completion of metricctl, which says itself what may follow.

    _metricctl() {
        local mode line text
        local -a closed closed_notes open open_notes
        {
            IFS= read -r mode || return 1
            if [[ $mode == files ]]; then
                [[ $PREFIX == --*=* ]] && compset -P '*='
                _files
                return
            fi
            while IFS= read -r line; do
                text=${line[2,-1]%%$'\t'*}
                if [[ $line == '='* ]]; then
                    closed+=("$text")
                    closed_notes+=("$text  ${line#*$'\t'}")
                else
                    open+=("$text")
                    open_notes+=("$text  ${line#*$'\t'}")
                fi
            done
        } < <("${${(Q)words[1]}/#\~\//$HOME/}" __complete zsh "${(Q)PREFIX}" "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)
        (( $#closed )) && compadd -l -d closed_notes -a closed
        (( $#open )) && compadd -l -S '' -d open_notes -a open
        (( $#closed + $#open ))
    }

    if [[ $funcstack[1] == _metricctl ]]; then
        _metricctl "$@"
    elif (( $+functions[compdef] )); then
        compdef _metricctl metricctl
    fi
    """#

  private static let fishText = #"""
    # fish completion of metricctl, which says itself what may follow.

    function __metricctl_complete
        set -l words (commandline -opc)
        set -l typed (commandline -ct)
        set -l current (string unescape -- $typed; or string unescape -- $typed\'; or string unescape -- $typed\"; or echo $typed)
        set -l answer (command $words[1] __complete fish "$current" $words[2..-1] 2>/dev/null)
        if test "$answer[1]" = files
            __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current")
            return
        end
        for line in $answer[2..-1]
            string sub -s 2 -- $line
        end
    end

    complete -c metricctl -f -a '(__metricctl_complete)'
    """#
}
