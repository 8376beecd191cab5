#!/bin/bash

__metricctl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__metricctl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__metricctl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__metricctl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_metricctl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __metricctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    declare|incr|add|set|observe|reset|delete|batch|import|get|dump|list|address|serve|push|check|completions|help)
        # Offer subcommand argument completions
        "_metricctl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'declare incr add set observe reset delete batch import get dump list address serve push check completions help' -- "${cur}"))
        ;;
    esac
}

_metricctl_declare() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --unit --buckets --quantiles --states)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '--unit')
        return
        ;;
    '--buckets')
        return
        ;;
    '--quantiles')
        return
        ;;
    '--states')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion declare -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __metricctl_add_completions -W 'counter'$'\n''gauge'$'\n''duration'$'\n''histogram'$'\n''summary'$'\n''info'$'\n''stateset'$'\n''unknown'
        return
        ;;
    esac
}

_metricctl_incr() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --print --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --declare)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    '--declare')
        __metricctl_add_completions -W 'counter'$'\n''gauge'$'\n''duration'$'\n''histogram'$'\n''summary'$'\n''info'$'\n''stateset'$'\n''unknown'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion incr -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_add() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --print --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --declare)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    '--declare')
        __metricctl_add_completions -W 'counter'$'\n''gauge'$'\n''duration'$'\n''histogram'$'\n''summary'$'\n''info'$'\n''stateset'$'\n''unknown'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion add -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_set() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --print --if-new --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --declare)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    '--declare')
        __metricctl_add_completions -W 'counter'$'\n''gauge'$'\n''duration'$'\n''histogram'$'\n''summary'$'\n''info'$'\n''stateset'$'\n''unknown'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion set -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_observe() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --print --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --declare)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    '--declare')
        __metricctl_add_completions -W 'counter'$'\n''gauge'$'\n''duration'$'\n''histogram'$'\n''summary'$'\n''info'$'\n''stateset'$'\n''unknown'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion observe -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_reset() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --print --all --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --declare)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    '--declare')
        __metricctl_add_completions -W 'counter'$'\n''gauge'$'\n''duration'$'\n''histogram'$'\n''summary'$'\n''info'$'\n''stateset'$'\n''unknown'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion reset -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_delete() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --all --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion delete -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_batch() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --keep-going --stream --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -f
        return
        ;;
    esac
}

_metricctl_import() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --add --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --format)
    __metricctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '--format')
        __metricctl_add_completions -W 'openmetrics'$'\n''prometheus'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -f
        return
        ;;
    esac
}

_metricctl_get() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --version -h --help)
    repeating_options=(-l --label)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '-l'|'--label')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion get -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_dump() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --wide --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --format --created -o --output --color)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '--format')
        __metricctl_add_completions -W 'openmetrics'$'\n''prometheus'$'\n''json'$'\n''csv'$'\n''table'$'\n''graphite'$'\n''influx'
        return
        ;;
    '--created')
        __metricctl_add_completions -W 'on'$'\n''off'
        return
        ;;
    '-o'|'--output')
        __metricctl_add_completions -f
        return
        ;;
    '--color')
        __metricctl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion dump -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_list() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --wide --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion list -- positional@0 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_address() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    esac
}

_metricctl_serve() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --self-metrics --version -h --help)
    repeating_options=(--listen --allow --host --statsd)
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --tls-certificate --tls-key --tls-client-ca --password-file --flush-interval --max-series --max-connections --created)
    __metricctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '--listen')
        return
        ;;
    '--allow')
        return
        ;;
    '--host')
        return
        ;;
    '--tls-certificate')
        __metricctl_add_completions -f
        return
        ;;
    '--tls-key')
        __metricctl_add_completions -f
        return
        ;;
    '--tls-client-ca')
        __metricctl_add_completions -f
        return
        ;;
    '--password-file')
        __metricctl_add_completions -f
        return
        ;;
    '--statsd')
        return
        ;;
    '--flush-interval')
        return
        ;;
    '--max-series')
        return
        ;;
    '--max-connections')
        return
        ;;
    '--created')
        __metricctl_add_completions -W 'on'$'\n''off'
        return
        ;;
    esac
}

_metricctl_push() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --add --delete --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config --every --timeout --password-file)
    __metricctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    '--every')
        return
        ;;
    '--timeout')
        return
        ;;
    '--password-file')
        __metricctl_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __metricctl_add_completions -W "$(__metricctl_custom_complete ---completion push -- positional@1 "${COMP_CWORD}" "$(__metricctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_metricctl_check() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    esac
}

_metricctl_completions() {
    repeating_flags=()
    non_repeating_flags=(--safe --quiet -q --verbose -v --version -h --help)
    repeating_options=()
    non_repeating_options=(-d --database --namespace --lock-timeout --durability --mode --config)
    __metricctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-d'|'--database')
        __metricctl_add_completions -f
        return
        ;;
    '--namespace')
        return
        ;;
    '--lock-timeout')
        return
        ;;
    '--durability')
        __metricctl_add_completions -W 'full'$'\n''relaxed'
        return
        ;;
    '--mode')
        return
        ;;
    '--config')
        __metricctl_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __metricctl_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_metricctl_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __metricctl_offer_flags_options -1
}

complete -o filenames -F _metricctl metricctl
