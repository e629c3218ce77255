# What an interactive zsh lists for the end of a line: zsh -f offered.zsh SCRIPT LINE
# READY comes from the line editor itself: what is typed before it reads is shown twice.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "unset zle_bracketed_paste; PS1= PS2= RPS1= LISTMAX=1000"
zpty -w shell "autoload -U compinit; compinit -u -D; source $1"
zpty -w shell "zstyle ':completion:*' list-separator '--'"
zpty -w shell "offered() { zle list-choices; zle -R; print -n LIST''ED }; zle -N offered"
zpty -w shell "bindkey '^I' offered"
zpty -w shell "zle-line-init() { print -n READ''Y }; zle -N zle-line-init"
zpty -r shell seen '*READY*'
zpty -w -n shell "$2"$'\t'
zpty -r shell seen '*LISTED*'
print -r -- "$seen"
zpty -d shell
