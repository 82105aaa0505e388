/// A shell that can be taught to complete command lines.
package enum Shell: String, CaseIterable, ArgumentValue {
  case bash, zsh, fish

  /// Returns a script that asks the program itself, through `--complete`, what may follow.
  package func completionScript(for program: String) -> String {
    let function = "_\(program)_complete"
    return switch self {
    case .bash: bashScript(program, function)
    case .zsh: zshScript(program, function)
    case .fish: fishScript(program, function)
    }
  }
}

private func bashScript(_ program: String, _ function: String) -> String {
  """
  \(function)() {
    local current="${COMP_WORDS[COMP_CWORD]}" reply word
    if [[ $current == "=" ]]; then current=""; fi
    mapfile -t reply < <("${COMP_WORDS[0]}" --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    COMPREPLY=()
    for word in "${reply[@]}"; do
      case "$word" in
        :files)
          compopt -o filenames 2>/dev/null
          mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
        :directories)
          compopt -o filenames 2>/dev/null
          mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$current") ;;
        *) COMPREPLY+=("$word") ;;
      esac
    done
  }
  complete -F \(function) \(program)

  """
}

private func zshScript(_ program: String, _ function: String) -> String {
  """
  #compdef \(program)
  \(function)() {
    local -a reply
    local word
    reply=("${(@f)$("${words[1]}" --complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    for word in "${reply[@]}"; do
      case "$word" in
        '') ;;
        :files) _files ;;
        :directories) _files -/ ;;
        *) compadd -- "$word" ;;
      esac
    done
  }
  compdef \(function) \(program)

  """
}

private func fishScript(_ program: String, _ function: String) -> String {
  """
  function \(function)
    set -l typed (commandline -opc) (commandline -ct)
    for word in (\(program) --complete $typed[2..-1] 2>/dev/null)
      switch "$word"
        case ':files'
          __fish_complete_path (commandline -ct)
        case ':directories'
          __fish_complete_directories (commandline -ct)
        case '*'
          echo "$word"
      end
    end
  end
  complete -c \(program) -f -a '(\(function))'

  """
}
