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
