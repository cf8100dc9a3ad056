#!/usr/bin/env bash
#SBATCH --job-name=casefile
#SBATCH --ntasks=1
# Makes dossiers as a Slurm array: task I of N does every Nth job through one `casefile worker`.
#
#   casefile batch ARCHIVE -o DIR --created-at TIME --jobs > jobs.ndjson
#   sbatch --array=0-15 Scripts/slurm_batch.sh jobs.ndjson results
#   cat results/*.ndjson
#
# The archive, DIR and casefile have to be there under the same paths on every node; CASEFILE names the program. A task
# that was ended is simply submitted again (--array=I): it writes the same bytes to the same names.
set -euo pipefail
jobs=$1 results=$2
mkdir -p "$results"
part="$results/${SLURM_ARRAY_TASK_ID}.ndjson"
awk -v n="$SLURM_ARRAY_TASK_COUNT" -v i="$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN))" '(NR - 1) % n == i' "$jobs" \
  | "${CASEFILE:-casefile}" worker > "$part.part"
mv "$part.part" "$part"
! grep -q '"status":"failed"' "$part"
