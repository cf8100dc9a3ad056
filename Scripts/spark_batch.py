#!/usr/bin/env python3
"""Makes dossiers on Apache Spark: every partition is piped through one `casefile worker`.

    casefile batch ARCHIVE -o DIR --created-at TIME --jobs > jobs.ndjson
    spark-submit --master spark://HOST:7077 Scripts/spark_batch.py jobs.ndjson results.ndjson

The archive, DIR and casefile have to be there under the same paths on every machine; the archive is only read. One
result per job is written, in the order of the jobs (to a file: spark-submit mixes what a script prints). Ends with 1
when a job failed. A job that Spark runs twice writes
the same bytes to the same name.
"""
import argparse
import json
import os
import shlex
import sys

from pyspark.sql import SparkSession


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("jobs", help="the output of casefile batch --jobs")
    arguments.add_argument("results", help="where the results go")
    arguments.add_argument("--casefile", default="casefile", help="path of the program (default: casefile on PATH)")
    arguments.add_argument("--partitions", type=int, help="default: four for each core of the cluster")
    options = arguments.parse_args()

    with open(options.jobs, encoding="utf-8") as file:
        jobs = [line.strip() for line in file if line.strip()]
    spark = SparkSession.builder.appName("casefile").getOrCreate()
    context = spark.sparkContext
    # A worker loads its fonts once, so partitions are few and large.
    partitions = max(1, min(options.partitions or 4 * context.defaultParallelism, len(jobs)))
    command = shlex.join([options.casefile, "worker"])
    # Spark gives a piped program no environment at all.
    environment = {"PATH": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin")}
    results = context.parallelize(jobs, partitions).pipe(command, environment, checkCode=True).collect()
    spark.stop()
    with open(options.results, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in results)

    failed = 0
    for line in results:
        result = json.loads(line)
        if result["status"] == "failed":
            failed += 1
            print(f"{result['id']}: {result['error']}", file=sys.stderr)
    print(f"{len(results)} orders on {partitions} partitions, {failed} failed", file=sys.stderr)
    if len(results) != len(jobs):
        sys.exit(f"{len(jobs)} jobs, but {len(results)} results")
    sys.exit(1 if failed else 0)


main()
