#!/usr/bin/env bash
# Proves or refutes, on a machine with an NVIDIA GPU, what a machine without one cannot: that the kernels give the bits that
# stand in the program, touch no foreign memory, and how fast they are.  Ends with a short table, within 10 minutes, and leaves
# a page for docs/benchmarks.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'TEXT'
usage: gpu/check.sh                the checks, on a machine with a GPU; builds the program where none was packed
       gpu/check.sh pack FILE      a .tar.gz of the built program, its libraries and this script, for a machine that
                                   can build nothing: unpack it there and run ./check.sh
       gpu/check.sh rehearse       the same checks with the processor in place of the GPU

SNELL_PROGRAM names the program (default: build/release/snell), SNELL_CHECK_OUT a folder for what was measured: page.md goes
into docs/benchmarks, bench.html has the charts, bench.json the numbers.
TEXT
}

# The program and all its libraries but the C library's own, which must be the machine's because the driver needs it.
pack() {
    local program=$1 archive=$2 folder library
    folder=$(mktemp -d)
    mkdir -p "$folder/lib" "$folder/examples"
    cp "$program" "$folder/snell" && strip "$folder/snell"
    ldd "$program" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | while read -r library; do
        case ${library##*/} in
            libc.so.* | libm.so.* | libpthread.so.* | libdl.so.* | librt.so.* | ld-linux*) ;;
            *) cp -L "$library" "$folder/lib/" ;;
        esac
    done
    cp -r "$here"/../portfolios/examples/*.toml "$here"/../portfolios/examples/{xva,wrong_way} "$folder/examples/"
    cp "$here/check.sh" "$folder/check.sh"
    tar -C "$folder" -czf "$archive" . && rm -rf "$folder"
    du -h "$archive"
}

# find_program: sets program, examples and, for a packed one, where its libraries are.
find_program() {
    if [[ -x $here/snell ]]; then
        program=$here/snell examples=$here/examples
        export LD_LIBRARY_PATH=$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
        return
    fi
    program=${SNELL_PROGRAM:-$here/../build/release/snell} examples=$here/../portfolios/examples
    [[ -x $program ]] || "$here/../run" build release
}

# step NAME COMMAND...: runs it with its output in a file, and notes how it ended.  At most `most` seconds, and what is left of
# ten minutes.
most=150
step() {
    local name=$1 start=$SECONDS status=0 left=$((590 - SECONDS))
    ((left < most)) || left=$most
    ((left > 0)) || left=1
    shift
    printf '== %s\n' "$name"
    export program examples device out sanitizer
    timeout "$left" bash -c '"$@"' step "$@" >"$out/$name.txt" 2>&1 || status=$?
    ((status == 0)) || { failed=1; tail -n 15 "$out/$name.txt"; }
    summary+=$(printf '%-28s %-8s %4d s' "$name" "$( ((status == 0)) && echo passed || echo "FAILED $status")" $((SECONDS - start)))$'\n'
}

# Every trade of the examples, priced on both devices with both samplers: the bytes must be the same.  Status 6: so few paths
# miss a file's target, as they may.
same_bytes() {
    local book sampler words
    for book in "$examples"/*.toml; do
        for sampler in sobol philox; do
            words=(price "$book" --json --no-seconds --sampler "$sampler" --paths 65536)
            "$program" "${words[@]}" --device cpu >"$out/cpu.json" || (($? == 6)) || return
            "$program" "${words[@]}" --device "$device" >"$out/device.json" || (($? == 6)) || return
            cmp "$out/cpu.json" "$out/device.json" || return
            printf 'same bytes: %s, %s\n' "${book##*/}" "$sampler"
        done
    done
}

# The exposures of both example runs, of netting sets and of trades: the tables must be the same bytes.
same_bytes_xva() {
    local run words table
    export SNELL_REGISTRY=
    for run in xva wrong_way; do
        words=(xva "$examples/$run" --by-trade --quantiles 0.95 --paths 16384 --replicates 8)
        "$program" "${words[@]}" -o "$out/$run-cpu" --device cpu || return
        "$program" "${words[@]}" -o "$out/$run-device" --device "$device" || return
        for table in npv xva exposure replicates convergence; do
            cmp "$out/$run-cpu/$table.csv" "$out/$run-device/$table.csv" || return
        done
        grep -A 3 '"devices"' "$out/$run-device/manifest.json"
        printf 'same bytes: %s\n' "$run"
    done
}

# Under a tool of compute-sanitizer, whose slowness allows small runs only.
sanitized() {
    local tool=$1 sampler
    for sampler in sobol philox; do
        "$sanitizer" --tool "$tool" --error-exitcode 9 "$program" price "$examples/heston.toml" --sampler "$sampler" \
            --paths 2048 --steps 4 --device "$device" --no-seconds || return
    done
    SNELL_REGISTRY='' "$sanitizer" --tool "$tool" --target-processes all --error-exitcode 9 "$program" xva \
        "$examples/wrong_way" -o "$out/$tool" --paths 512 --replicates 2 --device "$device" --trade-timeout 0
}

# The page for docs/benchmarks: what was checked, and what the bench measured.
write_page() {
    local machine
    machine=$(sed -n 's/^cuda:[0-9]* *\([^,]*\),.*/\1/p' "$out/devices.txt" | sort | uniq -c | sed 's/^ *//; s/ / x /' | paste -sd, -)
    printf '# %s, %s\n\n' "${machine:-A rehearsal without a GPU}" "$(date -u +%Y-%m-%d)"
    printf 'Written by `gpu/check.sh`; [the reference](../reference/bench.md) says what the columns mean.\n\n'
    sed 's/^/    /' "$out/devices.txt"
    printf '\n## Checks\n\n'
    sed 's/^/    /' <<<"${summary%$'\n'}"
    printf '\n## Speed and cost\n\n'
    cat "$out/bench.md" 2>/dev/null || echo 'The bench did not end.'
}

checks() {
    device=$1 sanitizer=''
    out=${SNELL_CHECK_OUT:-$(mktemp -d)}
    mkdir -p "$out"
    failed=0 summary=''
    find_program
    "$program" devices | tee "$out/devices.txt"
    command -v nvidia-smi >/dev/null && nvidia-smi --query-gpu=name,driver_version,clocks.max.sm,power.limit --format=csv |
        tee "$out/smi.txt"
    if [[ $device == cuda ]] && ! grep -q '^cuda:' "$out/devices.txt"; then
        echo 'check.sh: no GPU here' >&2
        exit 8
    fi
    step conformance "$program" selftest --device "$device"
    step same_bytes same_bytes
    step same_bytes_xva same_bytes_xva
    sanitizer=$(command -v compute-sanitizer || ls /usr/local/cuda/bin/compute-sanitizer 2>/dev/null)
    if [[ -n $sanitizer && $device == cuda ]]; then
        step memcheck sanitized memcheck
        step racecheck sanitized racecheck
    else
        summary+='memcheck, racecheck          not run: no compute-sanitizer, or no GPU'$'\n'
    fi
    local size=(--device all)
    [[ $device == cpu ]] && size=(--device cpu --paths 8192 --repeats 3)
    most=330
    step bench "$program" bench "${size[@]}" --json "$out/bench.json" --html "$out/bench.html" --markdown "$out/bench.md"
    write_page >"$out/page.md"
    printf '\n'
    cat "$out/bench.txt"
    printf '\n%s\nthe page for docs/benchmarks: %s\n' "$summary" "$out/page.md"
    exit "$failed"
}

# Functions run under `timeout` need a shell of their own.
export -f same_bytes same_bytes_xva sanitized
case ${1:-} in
    '') checks cuda ;;
    rehearse) checks cpu ;;
    pack) pack "${SNELL_PROGRAM:-$here/../build/release/snell}" "${2:?pack what file?}" ;;
    *) usage >&2 && exit 2 ;;
esac
