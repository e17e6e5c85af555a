#!/bin/sh
set -e
docker compose -f supabase/docker/docker-compose.yml up -d
docker compose up -d
