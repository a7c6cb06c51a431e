#!/bin/sh
# Put the cursor at the end of the next line and run "JWT: Insert Authorization Header".
curl https://api.nexmo.com/v1/calls
