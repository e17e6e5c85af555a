#!/bin/sh
tar -cf copie.tar .
