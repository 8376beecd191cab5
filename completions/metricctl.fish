function __metricctl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __metricctl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __metricctl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __metricctl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __metricctl_parse_tokens -S
    set -l unparsed_tokens (__metricctl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'metricctl'
        __metricctl_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'declare'
            __metricctl_parse_subcommand -r 4 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'unit=' 'buckets=' 'quantiles=' 'states=' 'version' 'h/help'
        case 'incr'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'declare=' 'print' 'version' 'h/help'
        case 'add'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'declare=' 'print' 'version' 'h/help'
        case 'set'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'declare=' 'print' 'if-new' 'version' 'h/help'
        case 'observe'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'declare=' 'print' 'version' 'h/help'
        case 'reset'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'declare=' 'print' 'all' 'version' 'h/help'
        case 'delete'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'all' 'version' 'h/help'
        case 'batch'
            __metricctl_parse_subcommand 1 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'keep-going' 'stream' 'version' 'h/help'
        case 'import'
            __metricctl_parse_subcommand 1 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'add' 'format=' 'version' 'h/help'
        case 'get'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'l/label=+' 'version' 'h/help'
        case 'dump'
            __metricctl_parse_subcommand -r 1 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'format=' 'created=' 'o/output=' 'color=' 'wide' 'version' 'h/help'
        case 'list'
            __metricctl_parse_subcommand -r 1 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'wide' 'version' 'h/help'
        case 'address'
            __metricctl_parse_subcommand 0 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'serve'
            __metricctl_parse_subcommand 0 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'listen=+' 'allow=+' 'host=+' 'tls-certificate=' 'tls-key=' 'tls-client-ca=' 'password-file=' 'statsd=+' 'flush-interval=' 'max-series=' 'max-connections=' 'created=' 'self-metrics' 'version' 'h/help'
        case 'push'
            __metricctl_parse_subcommand -r 2 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'every=' 'timeout=' 'password-file=' 'add' 'delete' 'dry-run' 'version' 'h/help'
        case 'check'
            __metricctl_parse_subcommand 0 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'completions'
            __metricctl_parse_subcommand 1 'd/database=' 'namespace=' 'lock-timeout=' 'durability=' 'mode=' 'config=' 'safe' 'q/quiet' 'v/verbose' 'version' 'h/help'
        case 'help'
            __metricctl_parse_subcommand -r 1 'version'
        end
    end
end

function __metricctl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __metricctl_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __metricctl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __metricctl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__metricctl_tokens -p)
    if test -z "$(__metricctl_tokens -t)"
        set -l index (count (__metricctl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'metricctl' -f
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'declare' -d 'Declare a metric.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'incr' -d 'Add 1 to a counter or gauge.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'add' -d 'Add a number to a counter or gauge.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'set' -d 'Give a series a value.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'observe' -d 'Count a number in a histogram or summary.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'reset' -d 'Make a series 0 or empty, or a duration begin now.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'delete' -d 'Take a series away.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'batch' -d 'Carry out many updates together.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'import' -d 'Put metrics from OpenMetrics or Prometheus text into the database.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'get' -d 'Print the value of a series.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'dump' -d 'Print every metric, or those selected.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'list' -d 'List the declared metrics.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'address' -d 'Print the address of the running server.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'serve' -d 'Show the metrics to monitoring systems and browsers.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'push' -d 'Send metrics to a monitoring system.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'check' -d 'Read the whole database and report every fault.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'completions' -d 'Print the completion script of a shell.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl declare" -eq 1' -fka '(__metricctl_custom_completion ---completion declare -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl declare" -eq 2' -fka 'counter gauge duration histogram summary info stateset unknown'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" unit' -l 'unit' -d 'The unit that the name ends in, such as seconds.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" buckets' -l 'buckets' -d 'A histogram\'s upper bounds, such as 0.1,1,10 (default: by unit).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" quantiles' -l 'quantiles' -d 'A summary\'s quantiles, such as 0.5,0.99.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" states' -l 'states' -d 'A stateset\'s states, such as up,down.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl declare" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl incr" -eq 1' -fka '(__metricctl_custom_completion ---completion incr -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" declare' -l 'declare' -d 'Declare the metric with this type if it is missing.' -rfka 'counter gauge duration histogram summary info stateset unknown'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" print' -l 'print' -d 'Print the new value.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl incr" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl add" -eq 1' -fka '(__metricctl_custom_completion ---completion add -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" declare' -l 'declare' -d 'Declare the metric with this type if it is missing.' -rfka 'counter gauge duration histogram summary info stateset unknown'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" print' -l 'print' -d 'Print the new value.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl set" -eq 1' -fka '(__metricctl_custom_completion ---completion set -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" declare' -l 'declare' -d 'Declare the metric with this type if it is missing.' -rfka 'counter gauge duration histogram summary info stateset unknown'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" print' -l 'print' -d 'Print the new value.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" if-new' -l 'if-new' -d 'Only when the series is not there yet.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl observe" -eq 1' -fka '(__metricctl_custom_completion ---completion observe -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" declare' -l 'declare' -d 'Declare the metric with this type if it is missing.' -rfka 'counter gauge duration histogram summary info stateset unknown'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" print' -l 'print' -d 'Print the new value.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl observe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl reset" -eq 1' -fka '(__metricctl_custom_completion ---completion reset -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" declare' -l 'declare' -d 'Declare the metric with this type if it is missing.' -rfka 'counter gauge duration histogram summary info stateset unknown'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" print' -l 'print' -d 'Print the new value.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" all' -l 'all' -d 'Every series of the metric.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl reset" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl delete" -eq 1' -fka '(__metricctl_custom_completion ---completion delete -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" all' -l 'all' -d 'Every series of the metric, and its declaration.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" keep-going' -l 'keep-going' -d 'Report every wrong line, and change nothing.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" stream' -l 'stream' -d 'Carry out each line as it comes.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl batch" -eq 1' -F
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl batch" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" add' -l 'add' -d 'Add to counters, gauges, histograms and summaries that are there.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" format' -l 'format' -d 'openmetrics or prometheus (default: what the text says).' -rfka 'openmetrics prometheus'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl import" -eq 1' -F
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl get" -eq 1' -fka '(__metricctl_custom_completion ---completion get -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get"' -s 'l' -l 'label' -d 'One label; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" format' -l 'format' -d 'openmetrics, prometheus, json, csv, table, graphite or influx.' -rfka 'openmetrics prometheus json csv table graphite influx'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" created' -l 'created' -d 'Whether to print created times: on or off (default: on, off for prometheus).' -rfka 'on off'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" o output' -s 'o' -l 'output' -d 'Write to a file, replaced in one step.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" color' -l 'color' -d 'auto, always or never.' -rfka 'auto always never'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" wide' -l 'wide' -d 'Print names whole in a table, however narrow the terminal is.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl dump" -ge 1' -fka '(__metricctl_custom_completion ---completion dump -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl dump" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" wide' -l 'wide' -d 'Print help texts whole, however narrow the terminal is.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl list" -ge 1' -fka '(__metricctl_custom_completion ---completion list -- positional@0 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl address" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve"' -l 'listen' -d 'Where to answer HTTP (default: 127.0.0.1:8080); may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve"' -l 'allow' -d 'A network that may ask, such as 192.0.2.0/24; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve"' -l 'host' -d 'A name of this machine to be asked by without a password, as behind a proxy; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" tls-certificate' -l 'tls-certificate' -d 'The server\'s certificate, and those that vouch for it, in PEM.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" tls-key' -l 'tls-key' -d 'The certificate\'s private key in PEM.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" tls-client-ca' -l 'tls-client-ca' -d 'Take only clients with a certificate that one of these vouches for.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" password-file' -l 'password-file' -d 'Take only clients who know a password: user:hash lines of htpasswd -B.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve"' -l 'statsd' -d 'Receive StatsD at ip:port, ip (port 8125), :port or unixgram:/PATH; may be repeated.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" flush-interval' -l 'flush-interval' -d 'How often what StatsD received is committed (default: 1).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" max-series' -l 'max-series' -d 'How many series StatsD may update (default: 100000).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" max-connections' -l 'max-connections' -d 'How many connections are kept (default: 4096).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" created' -l 'created' -d 'Whether /metrics shows created times: on or off (default: off).' -rfka 'on off'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" self-metrics' -l 'self-metrics' -d 'Show the server\'s own metrics too, as metricctl_*.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" every' -l 'every' -d 'Push again and again, until a signal comes.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" timeout' -l 'timeout' -d 'How long one push may take (default: 10).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" password-file' -l 'password-file' -d 'The password of the URL\'s user, in one line (default: METRICCTL_PUSH_PASSWORD).' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" add' -l 'add' -d 'Keep what else a push gateway has in the group.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" delete' -l 'delete' -d 'Delete a push gateway\'s group, and send nothing.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" dry-run' -l 'dry-run' -d 'Print what would be sent.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl push" -ge 1' -fka '(__metricctl_custom_completion ---completion push -- positional@1 (count (__metricctl_tokens -pc)) (__metricctl_tokens -tC))'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl push" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" d database' -s 'd' -l 'database' -d 'The database file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" namespace' -l 'namespace' -d 'Put before each name on output, joined with \'_\'.' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" lock-timeout' -l 'lock-timeout' -d 'How long to wait for other processes (default: 5).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" durability' -l 'durability' -d 'When an update is acknowledged: full or relaxed.' -rfka 'full relaxed'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" mode' -l 'mode' -d 'The mode of a new database (default: 0640).' -rfka ''
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" safe' -l 'safe' -d 'Report database errors, but exit with 0.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" v verbose' -l 'verbose' -s 'v' -d 'Say more on standard error.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_positional "metricctl completions" -eq 1' -fka 'bash zsh fish'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" version' -l 'version' -d 'Show the version.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl completions" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'metricctl' -n '__metricctl_should_offer_completions_for_flags_or_options "metricctl help" version' -l 'version' -d 'Show the version.'
