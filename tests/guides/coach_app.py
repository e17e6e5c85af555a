# The smallest application around the two files that the guide gives its reader: fastapi_app/identity.py and ready.py.
from fastapi import Depends, FastAPI
from identity import current_user, same_user
from ready import router

app = FastAPI()
app.include_router(router)


@app.get("/me")
def me(claimed: int | None = None, user: int = Depends(current_user)):
    return {"user": same_user(claimed, user)}
