/**
 * The guard, a program for the system's own shell (POSIX sh): another Node would cost fifty times its megabyte. It reads
 * orders until its input ends, which the death of the tower brings about, however it dies:
 *
 *     + MARKER               a process with this marker is about to be started
 *     = MARKER PID START     it was started; START is its start time as the process table tells it
 *     - MARKER               nothing of it is left
 *
 * Then it ends what it still knows of: the roots by SIGINT, so that a CLI ends its tools and finishes its session's file, and
 * after two seconds all by SIGKILL, looking again until nothing is left. A pid counts only with its start time, which is
 * asked for once more just before the kill; a marker counts only where it stands in a process's environment, or in the name of
 * its scope, at that moment.
 *
 * Arguments: how processes are seen (`proc` or `ps`), the name of the environment variable that holds the marker, and the name
 * of a scope with an @ for the marker.
 */
export const guardScript = String.raw`
trap '' HUP INT TERM QUIT PIPE
how=$1
name=$2
scope=$3
trees=
newline='
'

forget() {
  rest=$trees
  trees=
  while [ -n "$rest" ]; do
    tree=\${rest%%"$newline"*}
    rest=\${rest#*"$newline"}
    case $tree in
      "$1 "*) ;;
      *) trees=$trees$tree$newline ;;
    esac
  done
}

while read -r order marker pid start; do
  forget "$marker"
  case $order in
    +) trees="$trees$marker 0 -$newline" ;;
    =) trees="$trees$marker $pid $start$newline" ;;
  esac
done
[ -n "$trees" ] || exit 0
export trees name

# What to look for, and how, is made once: each program that is started costs a busy computer time that a look has not.
markers=
rest=$trees
while [ -n "$rest" ]; do
  tree=\${rest%%"$newline"*}
  rest=\${rest#*"$newline"}
  markers="$markers \${tree%% *}"
done
if printf 'a\0b\0' | grep -qzxF b 2>/dev/null; then zeros=yes; else zeros=; fi

# P PID PARENT STATE START, a line a process.
list() {
  if [ "$how" = proc ]; then
    cat /proc/[0-9]*/stat 2>/dev/null | awk '{ pid = $1; sub(/^.*\) /, ""); print "P", pid, $2, $1, $20 }'
  else
    LC_ALL=C ps -A -o pid=,ppid=,state=,lstart= | awk '{ print "P", $0 }'
  fi
}

# M PID, a line a process that has one of our markers in its environment, or is in the scope of one.
marked() {
  if [ "$how" = ps ]; then
    ps -A -E -ww -o pid=,command= | awk '
      BEGIN { count = split(ENVIRON["trees"], tree, "\n"); for (i = 1; i <= count; i++) { split(tree[i], part, " "); if (part[1] != "") ours[ENVIRON["name"] "=" part[1]] = 1 } }
      { for (i = 2; i <= NF; i++) if ($i in ours) { print "M", $1; break } }'
    return
  fi
  set --
  for marker in $markers; do
    set -- "$@" -e "$name=$marker"
  done
  {
    if [ -n "$zeros" ]; then
      grep -lzxF "$@" /proc/[0-9]*/environ 2>/dev/null
    else
      for file in /proc/[0-9]*/environ; do
        { tr '\0' '\n' <"$file" | grep -qxF "$@"; } 2>/dev/null && echo "$file"
      done
    fi
    set --
    for marker in $markers; do
      set -- "$@" -e "/\${scope%@*}$marker\${scope#*@}(/|$)"
    done
    grep -lE "$@" /proc/[0-9]*/cgroup 2>/dev/null
  } | awk -F / '{ print "M", $3 }'
}

# PID KIND START, a line a process that is to be ended; KIND is "root" or "rest". Listed before the markers are looked for: a
# number that passes to a stranger in between then has another start time, and is left alone.
victims() {
  { list; marked; } | awk '
    BEGIN {
      count = split(ENVIRON["trees"], tree, "\n")
      for (i = 1; i <= count; i++) {
        words = split(tree[i], part, " ")
        if (part[2] > 0) { start = part[3]; for (j = 4; j <= words; j++) start = start " " part[j]; root[part[2]] = start }
      }
    }
    $1 == "P" && $4 !~ /^[ZX]/ {
      start = $5
      for (i = 6; i <= NF; i++) start = start " " $i
      parent[$2] = $3
      born[$2] = start
      if (($2 in root) && root[$2] == start) ours[$2] = "root"
    }
    $1 == "M" && ($2 in born) && !($2 in ours) { ours[$2] = "rest" }
    END {
      do {
        grew = 0
        for (pid in born) if (!(pid in ours) && (parent[pid] in ours)) { ours[pid] = "rest"; grew = 1 }
      } while (grew)
      for (pid in ours) print pid, ours[pid], born[pid]
    }'
}

# Is PID still the process that started at START?
same() {
  if [ "$how" = proc ]; then
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    set -- "$2" \${stat##*) }
    [ "$1" = "\${21}" ]
  else
    start=$2
    set -- $(LC_ALL=C ps -p "$1" -o lstart=)
    [ "$*" = "$start" ]
  fi
}

signal() {
  while read -r pid kind start; do
    [ "$2" = all ] || [ "$2" = "$kind" ] || continue
    same "$pid" "$start" && kill -"$1" "$pid" 2>/dev/null
  done
}

pause() {
  sleep "$1" 2>/dev/null || sleep 1
}

# Sets "now", in hundredths of a second since some time; where that cannot be had, by the looks.
clock() {
  now=$((round * 17))
  if [ "$how" = proc ] && read -r up _ </proc/uptime; then now=\${up%.*}\${up#*.}; fi
}

# The second empty look is for a process that was between its fork and its environment at the first.
empty=0
round=0
clock
late=$((now + 200))
while [ "$empty" -lt 2 ] && [ "$round" -lt 1000 ]; do
  found=$(victims)
  case $found in
    '') empty=$((empty + 1)) ;;
    *' root '*)
      empty=0
      if [ "$round" -eq 0 ]; then
        echo "$found" | signal INT root
      elif [ "$now" -ge "$late" ]; then
        echo "$found" | signal KILL all
      fi
      ;;
    *)
      empty=0
      echo "$found" | signal KILL all
      ;;
  esac
  round=$((round + 1))
  pause 0.1
  clock
done
`.replaceAll('\\$', '$');
