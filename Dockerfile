# For systems other than Debian 12:  docker build -t atelier . && docker run --rm -p 127.0.0.1:4321:4321 atelier
FROM debian:12
WORKDIR /atelier
COPY . .
RUN ./run --no-serve
# Inside the container loopback would be unreachable from outside it; the published port stays on the host's loopback (see above).
CMD ["build/release/bin/atelier", "serve", "--address", "0.0.0.0"]
EXPOSE 4321
